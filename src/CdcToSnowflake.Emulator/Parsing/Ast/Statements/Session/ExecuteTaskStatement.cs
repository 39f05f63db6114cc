namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>EXECUTE TASK name [USING CONFIG = '…'] | RETRY LAST | RETRY GRAPH RUN GROUP '…'.</summary>
internal sealed record ExecuteTaskStatement(ObjectName Name, bool RetryLast) : Statement
{
    public string? Config { get; init; }

    /// <summary>RETRY GRAPH RUN GROUP's id.</summary>
    public string? RetryGroup { get; init; }

    public bool IsRetry => RetryLast || RetryGroup is not null;
}
