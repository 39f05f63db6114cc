namespace CdcToSnowflake.Operations.Failures;

/// <summary>A file that a pipe skipped.</summary>
/// <param name="Name">Its name below the stage's location, with a leading slash.</param>
/// <param name="Error">The first error in it.</param>
public sealed record RefusedFile(string Name, string Error);
