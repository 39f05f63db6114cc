namespace CdcToSnowflake.Operations.Failures;

/// <summary>What to do about a task's error.</summary>
/// <param name="Code">The error's number; null for any.</param>
/// <param name="Says">What its text has, in any case of letters; null for any.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record TaskRemedy(string? Code, string? Says, string Remedy)
{
    public bool IsFor(string? code, string error) => (Code is null || Code == code) && (Says is null || error.Contains(Says, StringComparison.OrdinalIgnoreCase));
}
