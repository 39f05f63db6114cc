using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture.Statements;
using CdcToSnowflake.Cuts;
using Microsoft.Extensions.Logging;

namespace CdcToSnowflake.Capture;

/// <summary>The messages of captures.</summary>
internal sealed partial class CaptureLog(ILogger logger)
{
    public void Started(string brand, ulong cut, BinlogPosition? from) => Started(logger, brand, cut, from?.ToString() ?? "the earliest");

    public void TableSeen(string brand, CapturedTable table)
    {
        if (table.Target is { } target)
        {
            TableCaptured(logger, brand, target.Table.Schema, target.Table.Name, target.Table.Shape);
        }
        else
        {
            TablePassedOver(logger, brand, table.Source.Schema, table.Source.Name);
        }
    }

    public void Committed(string brand, CutManifest manifest) => Committed(logger, brand, manifest.Cut, manifest.Rows, manifest.Tables.Count, manifest.To.File, manifest.To.Offset);

    public void SnapshotsPlanned(string brand, int tables, long rows) => SnapshotsPlanned(logger, brand, tables, rows);

    public void SnapshotBegun(string brand, TableSnapshot table) => SnapshotBegun(logger, brand, table.Schema, table.Table, About(table));

    public void SnapshotGoesOn(string brand, TableSnapshot table) => SnapshotGoesOn(logger, brand, table.Schema, table.Table, table.Rows, About(table));

    public void SnapshotEnded(string brand, TableSnapshot table) => SnapshotEnded(logger, brand, table.Schema, table.Table, table.Rows);

    public void RowsReread(string brand, TableName table, long rows, long absent) => RowsReread(logger, brand, table.Schema, table.Table, rows, absent);

    public void RowsUnfit(string brand, TableName table) => RowsUnfit(logger, brand, table.Schema, table.Table);

    public void Rereads(string brand, TableName table, string why, string? statement, EventPlace place) =>
        Rereads(logger, brand, table.Schema, table.Table, why, statement ?? "none is in the log", place.File, place.Offset);

    public void SnapshotWaits(string brand, TableName table, TimeSpan elapsed, string what) => SnapshotWaits(logger, brand, table.Schema, table.Table, (long)elapsed.TotalSeconds, what);

    public void SnapshotGivenUp(string brand, TableSnapshot table, int keys) => SnapshotGivenUp(logger, brand, table.Schema, table.Table, keys);

    public void LogLost(string brand, BinlogPosition from, BinlogPosition now, IReadOnlyList<TableName> logs, BinlogPositionException lost) =>
        LogLost(logger, lost, brand, $"{from.File}:{from.Offset}", $"{now.File}:{now.Offset}", logs.Count == 0 ? "there are none" : string.Join(", ", logs.Select(table => $"{table.Schema}.{table.Table}")));

    public void LogChanged(string brand, TableName table, int readings, TimeSpan rest) => LogChanged(logger, brand, table.Schema, table.Table, readings, rest.TotalSeconds);

    public void LogBehind(string brand, TableName table, TimeSpan rest) => LogBehind(logger, brand, table.Schema, table.Table, rest.TotalSeconds);

    public void LogUnread(string brand, TableName table) => LogUnread(logger, brand, table.Schema, table.Table);

    public void LogPerhapsMade(string brand, TableName table) => LogPerhapsMade(logger, brand, table.Schema, table.Table);

    public void TakenAgain(string brand, TableName table, string cut) => TakenAgain(logger, brand, table.Schema, table.Table, cut);

    public void LogTakenAgain(string brand, TableName table, string cut) => LogTakenAgain(logger, brand, table.Schema, table.Table, cut);

    public void CantBeReadAgain(string brand, TableName table, string cut) => CantBeReadAgain(logger, brand, table.Schema, table.Table, cut);

    public void TableLeftOut(string brand, TableName table) => TableLeftOut(logger, brand, table.Schema, table.Table);

    public void Reconnected(string brand, int times, BinlogException? lost) => Reconnected(logger, lost, brand, times);

    private static string About(TableSnapshot table) => table.Estimate is { } estimate ? $"about {estimate}" : "an unknown number of";

    [LoggerMessage(1, LogLevel.Information, "Capture of {Brand} begins with cut {Cut} from {Position}.")]
    private static partial void Started(ILogger logger, string brand, ulong cut, string position);

    [LoggerMessage(2, LogLevel.Information, "Capture of {Brand} takes {Schema}.{Table} in shape {Shape}.")]
    private static partial void TableCaptured(ILogger logger, string brand, string schema, string table, string shape);

    [LoggerMessage(3, LogLevel.Debug, "Capture of {Brand} passes {Schema}.{Table} over.")]
    private static partial void TablePassedOver(ILogger logger, string brand, string schema, string table);

    [LoggerMessage(4, LogLevel.Debug, "Capture of {Brand} committed cut {Cut}: {Rows} rows of {Tables} tables, up to {File}:{Offset}.")]
    private static partial void Committed(ILogger logger, string brand, ulong cut, long rows, int tables, string file, long offset);

    [LoggerMessage(5, LogLevel.Information, "Capture of {Brand} has {Tables} tables to read, of about {Rows} rows.")]
    private static partial void SnapshotsPlanned(ILogger logger, string brand, int tables, long rows);

    [LoggerMessage(6, LogLevel.Information, "Capture of {Brand} begins to read {Schema}.{Table}, {About} rows.")]
    private static partial void SnapshotBegun(ILogger logger, string brand, string schema, string table, string about);

    [LoggerMessage(7, LogLevel.Information, "Capture of {Brand} has read {Rows} of {About} rows of {Schema}.{Table}.")]
    private static partial void SnapshotGoesOn(ILogger logger, string brand, string schema, string table, long rows, string about);

    [LoggerMessage(8, LogLevel.Information, "Capture of {Brand} has read {Schema}.{Table} to its end: {Rows} rows.")]
    private static partial void SnapshotEnded(ILogger logger, string brand, string schema, string table, long rows);

    /// <remarks>None: the table is as at the source at the reading's end.</remarks>
    [LoggerMessage(9, LogLevel.Warning, "Capture of {Brand} reads {Schema}.{Table} again from its first row: {Why} Statement at {File}:{Offset}: {Statement}")]
    private static partial void Rereads(ILogger logger, string brand, string schema, string table, string why, string statement, string file, long offset);

    /// <remarks>Keep the binlog for longer than captures may stand still, and compare the append-only tables with the source.</remarks>
    [LoggerMessage(10, LogLevel.Error, "Capture of {Brand} can't go on at {From}, where its last cut ended. It goes on at {Now} and reads all its tables again. Changes in between of append-only tables are lost: {Logs}.")]
    private static partial void LogLost(ILogger logger, Exception lost, string brand, string from, string now, string logs);

    [LoggerMessage(11, LogLevel.Information, "Capture of {Brand} has read {Rows} rows of {Schema}.{Table} again by their keys, of which the source doesn't have {Absent}.")]
    private static partial void RowsReread(ILogger logger, string brand, string schema, string table, long rows, long absent);

    /// <remarks>None: the table is read as a whole instead.</remarks>
    [LoggerMessage(12, LogLevel.Warning, "Capture of {Brand} reads all of {Schema}.{Table} again: it was asked for rows by keys that aren't, or aren't any more, of the key's columns and types.")]
    private static partial void RowsUnfit(ILogger logger, string brand, string schema, string table);

    /// <remarks>End the statement or transaction at the source that the message tells of, or let it end.</remarks>
    [LoggerMessage(13, LogLevel.Warning, "Capture of {Brand} has waited for {Seconds} seconds to read {Schema}.{Table}: {What}")]
    private static partial void SnapshotWaits(ILogger logger, string brand, string schema, string table, long seconds, string what);

    [LoggerMessage(14, LogLevel.Warning, "Capture of {Brand} reads {Schema}.{Table} once more from its first row: no index has its key in an order to read it by, so it is one SELECT, and the log touched {Keys} of its rows or more, or 64 MiB of their keys, before those could be written. Give it a unique index of its whole key, of columns other than FLOAT, ENUM and the like, or ask for it when fewer rows are written.")]
    private static partial void SnapshotGivenUp(ILogger logger, string brand, string schema, string table, int keys);

    [LoggerMessage(15, LogLevel.Warning, "Capture of {Brand} reads {Schema}.{Table} again in {Seconds} seconds: it is a log, which was changed while it was read, for the {Readings}. time.")]
    private static partial void LogChanged(ILogger logger, string brand, string schema, string table, int readings, double seconds);

    [LoggerMessage(16, LogLevel.Warning, "Capture of {Brand} takes the changes of {Schema}.{Table} alone: it is a log whose changes were taken before it could be read, and they would be there once more.")]
    private static partial void LogUnread(ILogger logger, string brand, string schema, string table);

    [LoggerMessage(17, LogLevel.Warning, "Capture of {Brand} leaves out {Schema}.{Table}: it has no primary key. Give it one, name columns that are unique together in KeyColumns, take it as a log by AppendOnlyTables, or name it in ExcludedTables.")]
    private static partial void TableLeftOut(ILogger logger, string brand, string schema, string table);

    /// <remarks>None, if it is seldom. Else see the error: the network, or what the server did then.</remarks>
    [LoggerMessage(18, LogLevel.Warning, "Capture of {Brand} lost its connection to the source and made it again, for the {Times}. time since it began to read.")]
    private static partial void Reconnected(ILogger logger, Exception? lost, string brand, int times);

    /// <remarks>None, unless the table is older than the statement and was out of the account's sight: then what it had before isn't taken.</remarks>
    [LoggerMessage(19, LogLevel.Information, "Capture of {Brand} takes {Schema}.{Table} from its first change on: it is a log that CREATE TABLE IF NOT EXISTS made, as no table of its name was seen before.")]
    private static partial void LogPerhapsMade(ILogger logger, string brand, string schema, string table);

    /// <remarks>None: the table is as at the source at the reading's end.</remarks>
    [LoggerMessage(20, LogLevel.Warning, "Capture of {Brand} reads {Schema}.{Table} again from its first row: it was left out from cut {Cut} on, and is taken again.")]
    private static partial void TakenAgain(ILogger logger, string brand, string schema, string table, string cut);

    /// <remarks>Take what is missing over by hand, from the source into RAW and CI.</remarks>
    [LoggerMessage(21, LogLevel.Warning, "Capture of {Brand} takes the log {Schema}.{Table} again, without its changes since cut {Cut}, from which on it was left out: they are in no cut, and a log isn't read again.")]
    private static partial void LogTakenAgain(ILogger logger, string brand, string schema, string table, string cut);

    /// <remarks>Give the capture a MySqlSnapshotSource: then it reads the table by itself. Of a log, take what is missing over by hand.</remarks>
    [LoggerMessage(22, LogLevel.Warning, "Capture of {Brand} takes {Schema}.{Table} again, which was left out from cut {Cut} on: what became of it meanwhile is missing, and the capture has nothing to read the table from.")]
    private static partial void CantBeReadAgain(ILogger logger, string brand, string schema, string table, string cut);

    /// <remarks>None: it is read once the capture has caught up with the source's log.</remarks>
    [LoggerMessage(23, LogLevel.Information, "Capture of {Brand} reads {Schema}.{Table} again in {Seconds} seconds: it is a log, and the capture, which is behind, met a change of it that was read with it already.")]
    private static partial void LogBehind(ILogger logger, string brand, string schema, string table, double seconds);
}
