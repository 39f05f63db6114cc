using System.Globalization;
using System.Text.Json;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Server.Http;

/// <summary>A statement's result, kept to be fetched by its handle.</summary>
/// <param name="Columns">Its columns.</param>
/// <param name="Partitions">At least one.</param>
/// <param name="Affected">Rows that it changed; -1 if it is no DML.</param>
internal sealed record StoredResult(IReadOnlyList<ResultColumn> Columns, IReadOnlyList<StoredPartition> Partitions, long Affected)
{
    private static readonly (string Field, string Label)[] Stats =
    [
        ("numRowsInserted", "number of rows inserted"), ("numRowsUpdated", "number of rows updated"), ("numRowsDeleted", "number of rows deleted"),
    ];

    public static StoredResult SeveralStatements { get; } = new(
        [new ResultColumn("multiple statement execution", DataType.Varchar)],
        [StoredPartition.First(1, """[["Multiple statements executed successfully."]]"""u8.ToArray())],
        -1);

    public static StoredResult Of(StatementResult result, RowWriter writer, CancellationToken cancellationToken) =>
        new(result.Columns, writer.Write(result, cancellationToken), result.Affected);

    public void WriteMetaData(Utf8JsonWriter json)
    {
        json.WriteStartObject("resultSetMetaData");
        json.WriteNumber("numRows", Partitions.Sum(partition => (long)partition.Rows));
        json.WriteString("format", "jsonv2");
        json.WriteStartArray("partitionInfo");
        for (var i = 0; i < Partitions.Count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("rowCount", Partitions[i].Rows);
            json.WriteNumber("uncompressedSize", Partitions[i].UncompressedSize);
            if (i > 0)
            {
                json.WriteNumber("compressedSize", Partitions[i].Content.Length);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("rowType");
        foreach (var column in Columns)
        {
            RowType.Write(json, column);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public void WriteStats(Utf8JsonWriter json)
    {
        if (Affected < 0)
        {
            return;
        }

        using var rows = JsonDocument.Parse(Partitions[0].Content);
        var labels = Columns.Select(column => column.Name).ToList();
        // COPY's own result is a list of files; all that it changes it inserts.
        var isCounts = Stats.Any(stat => labels.Contains(stat.Label));
        json.WriteStartObject("stats");
        foreach (var (field, label) in Stats)
        {
            var at = labels.IndexOf(label);
            json.WritePropertyName(field);
            json.WriteRawValue(at >= 0 ? rows.RootElement[0][at].GetString()! : !isCounts && field == "numRowsInserted" ? Affected.ToString(CultureInfo.InvariantCulture) : "0");
        }

        json.WriteNumber("numDuplicateRowsUpdated", 0);
        json.WriteEndObject();
    }
}
