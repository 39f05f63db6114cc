using CdcToSnowflake.Capture.Statements;

namespace CdcToSnowflake.Capture;

/// <summary>A statement of the log that is being judged.</summary>
/// <param name="Brand">The brand's id.</param>
/// <param name="Statement">The statement.</param>
/// <param name="Sql">Its text.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record JudgedStatement(string Brand, SourceStatement Statement, string Sql, EventPlace Place)
{
    /// <summary>The error that stops the brand at this statement.</summary>
    public UnsupportedStatementException Refusal(string problem) => new(Brand, problem, Sql, Place.File, Place.Offset);
}
