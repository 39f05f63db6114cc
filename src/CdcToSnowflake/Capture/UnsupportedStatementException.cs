using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Capture;

/// <summary>A statement in the binlog changes a captured table in a way that the rows after it don't tell.</summary>
/// <remarks>Bring the table in the warehouse to the same state by hand, name the place in <see cref="CaptureOptions.HandledStatements"/>, and start again; or capture the brand anew under another id, or leave the table out by <see cref="CaptureOptions.ExcludedTables"/>.</remarks>
public sealed class UnsupportedStatementException : CaptureException
{
    private const int LongestShown = 300;
    private const string NotKnown = "not known since the last start";

    /// <summary>Makes the exception.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="problem">What the statement does.</param>
    /// <param name="statement">The statement's text.</param>
    /// <param name="file">The binlog file.</param>
    /// <param name="offset">The statement's offset in it.</param>
    public UnsupportedStatementException(string brand, string problem, string statement, string file, long offset)
        : base(
            brand,
            $"{problem} Statement: {Shown(statement)}. Bring the table in the warehouse to the same state by hand, then start again with \"{file}:{offset}\" in "
            + "CaptureOptions.HandledStatements; or capture the brand anew under another id.",
            file,
            offset)
        => Statement = statement;

    internal UnsupportedStatementException(string brand, SourceTable table, string? statement, EventPlace place, ModelException cause)
        : base(
            brand,
            $"the warehouse can't take {table.Schema}.{table.Name} in the shape that it has from here on: {cause.Message} The last statement that altered it: {Shown(statement ?? NotKnown)}. "
            + $"To go on without the table, name it in {nameof(CaptureOptions)}.{nameof(CaptureOptions.ExcludedTables)}.",
            place.File,
            place.Offset,
            cause)
        => Statement = statement ?? NotKnown;

    internal UnsupportedStatementException(string brand, TableName log, TableName name, JudgedStatement judged)
        : base(
            brand,
            $"the log {log}, which isn't read yet, gets the name {name}, which isn't taken: what it had and its changes so far would be in no cut. Statement: {Shown(judged.Sql)}. Name {name} in {nameof(CaptureOptions)}.{nameof(CaptureOptions.AppendOnlyTables)} "
            + $"(a pattern such as {log}* says it of all that follow), and in Tables if that names tables one by one, and start again: it is read under that name. To go on without those rows, start again with \"{judged.Place}\" in {nameof(CaptureOptions)}.{nameof(CaptureOptions.HandledStatements)}.",
            judged.Place.File,
            judged.Place.Offset)
        => Statement = judged.Sql;

    /// <summary>The statement's text.</summary>
    public string Statement { get; }

    private static string Shown(string statement) => statement.Length <= LongestShown ? statement : string.Concat(statement.AsSpan(0, LongestShown), "…");
}
