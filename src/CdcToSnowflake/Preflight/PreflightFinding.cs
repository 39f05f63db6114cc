namespace CdcToSnowflake.Preflight;

/// <summary>What one check found, and what mends it.</summary>
/// <param name="Area">Where: <c>source</c>, <c>tables</c>, <c>replica</c>, <c>store</c> or <c>account</c>.</param>
/// <param name="Check">What was looked at, such as <c>binlog_format</c>.</param>
/// <param name="Outcome">Whether it will do.</param>
/// <param name="Detail">What is there, in a sentence.</param>
/// <param name="Remedy">The statement or setting that mends it; null if nothing needs mending.</param>
public sealed record PreflightFinding(string Area, string Check, PreflightOutcome Outcome, string Detail, string? Remedy = null);
