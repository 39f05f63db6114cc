namespace CdcToSnowflake.Operations.Failures;

/// <summary>Something that fails now, as a look at it sees: not Snowflake says so. Each look sees all of it anew.</summary>
/// <param name="Name">What fails: a brand's id, what costs, a stream.</param>
/// <param name="Parts">What is wrong with it, one id each; at least one. One that wasn't there at the last look is news.</param>
/// <param name="Error">What was seen.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="File">The file that it is about; null if none.</param>
internal sealed record StandingFailure(string Name, IReadOnlyList<string> Parts, string Error, string Remedy, string? File = null);
