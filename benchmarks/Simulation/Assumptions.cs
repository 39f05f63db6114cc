namespace CdcToSnowflake.Simulation;

/// <summary>What is neither measured here nor promised by a page, or promised only in words. Options of the program change each.</summary>
internal sealed record Assumptions
{
    /// <summary>Seconds from a file's arrival until half of the files are loaded. "Preparing your data files": "typically within a minute".</summary>
    public double LoadMedianSeconds { get; init; } = 25;

    /// <summary>Seconds until 95 of 100 files are loaded; "typically within a minute" is taken for that. Files load independently of each other.</summary>
    public double LoadP95Seconds { get; init; } = 60;

    /// <summary>The shortest and longest PUT of a small file. "Best practices design patterns: optimizing Amazon S3 performance": roughly 100 to 200 ms.</summary>
    public (double Shortest, double Longest) PutSeconds { get; init; } = (0.1, 0.2);

    /// <summary>Files of a brand that are uploaded at a time: as many as the writer of cuts uploads while they are small.</summary>
    public int ParallelPuts { get; init; } = 16;

    /// <summary>What a statement on a small table takes before its first row: compiled, locked, committed.</summary>
    public double StatementSeconds { get; init; } = 0.5;

    /// <summary>What a stream adds to the statement that reads it.</summary>
    public double StreamSeconds { get; init; } = 0.01;

    /// <summary>From a serverless task's trigger to its first statement.</summary>
    public double TaskStartSeconds { get; init; } = 2;

    /// <summary>Statements of a run that are there whatever changed: begin, where to, how far, commit.</summary>
    public int StatementsPerRun { get; init; } = 4;

    /// <summary>How busy a capture's core may be, so that it catches up after a pause.</summary>
    public double CoreShare { get; init; } = 0.5;
}
