using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Streams;

/// <summary>A window of a stream as a relation: the table's columns, METADATA$ACTION, METADATA$ISUPDATE and METADATA$ROW_ID.</summary>
internal static class StreamRelation
{
    private static readonly string First = PhysicalName.Quote(PhysicalName.Hidden("first"));
    private static readonly string Last = PhysicalName.Quote(PhysicalName.Hidden("last"));

    public static Relation Of(StreamObject stream, TableObject table, StreamWindow window)
    {
        var columns = table.Columns.Select(column => new RelationColumn(column.Name, column.Type.Stored)).ToList();
        columns.Add(new RelationColumn("METADATA$ACTION", DataType.Varchar));
        columns.Add(new RelationColumn("METADATA$ISUPDATE", DataType.Boolean));
        columns.Add(new RelationColumn("METADATA$ROW_ID", DataType.Varchar));
        return new Relation("(" + Sql(stream, table, window) + ")", columns);
    }

    /// <summary>Whether a window may hold a row: never false when it does. Rows that came and went within it make it true.</summary>
    public static string HasData(StreamObject stream, StreamWindow window) => window.Initial
        ? "true" // only a stream that began with rows has initial ones
        : $"EXISTS (SELECT 1 FROM {PhysicalTable.Log(stream.TableId)} WHERE {Range(window)}{(stream.AppendOnly ? " AND " + IsInsert : string.Empty)})";

    private static string IsInsert => $"{ChangeLog.Order} % 2 = 1 AND NOT {ChangeLog.IsUpdate}";

    private static string Sql(StreamObject stream, TableObject table, StreamWindow window)
    {
        var columns = PhysicalTable.Columns(table);
        if (window.Initial)
        {
            return $"SELECT {columns}, {Metadata("'INSERT'", "false", table)} FROM {PhysicalTable.Initial(stream.Id)}";
        }

        var log = PhysicalTable.Log(table.Id);
        if (stream.AppendOnly)
        {
            return $"SELECT {columns}, {Metadata("'INSERT'", "false", table)} FROM {log} WHERE {Range(window)} AND {IsInsert}";
        }

        // Net delta: the first image of a row in the window, if it is one from before, is what the consumer has; the last, if it is one from after, is what it shall have.
        return $"""
            SELECT {columns}, {Metadata($"CASE WHEN {ChangeLog.Order} % 2 = 1 THEN 'INSERT' ELSE 'DELETE' END", $"{First} % 2 = 0 AND {Last} % 2 = 1", table)}
            FROM (SELECT *, min({ChangeLog.Order}) OVER (PARTITION BY {PhysicalTable.RowId}) AS {First}, max({ChangeLog.Order}) OVER (PARTITION BY {PhysicalTable.RowId}) AS {Last}
                  FROM {log} WHERE {Range(window)})
            WHERE ({ChangeLog.Order} = {First} AND {First} % 2 = 0) OR ({ChangeLog.Order} = {Last} AND {Last} % 2 = 1)
            """;
    }

    private static string Metadata(string action, string isUpdate, TableObject table) => string.Create(
        CultureInfo.InvariantCulture,
        $"{action} AS \"METADATA$ACTION\", {isUpdate} AS \"METADATA$ISUPDATE\", md5('{table.Id}.' || {PhysicalTable.RowId}) AS \"METADATA$ROW_ID\"");

    private static string Range(StreamWindow window) => string.Create(
        CultureInfo.InvariantCulture, $"{ChangeLog.Order} > {ChangeLog.After(window.From)} AND {ChangeLog.Order} <= {ChangeLog.After(window.To)}");
}
