using System.Text.Json;
using CdcToSnowflake.Emulator.Execution.Results;

namespace CdcToSnowflake.Emulator.Server.Http;

/// <summary>Cuts a result's rows into partitions.</summary>
internal sealed class RowWriter(int rowsPerPartition, string nullText)
{
    private readonly List<StoredPartition> _partitions = [];

    public IReadOnlyList<StoredPartition> Write(StatementResult result, CancellationToken cancellationToken)
    {
        var rows = rowsPerPartition;
        while (rows == rowsPerPartition)
        {
            using var data = new MemoryStream();
            using (var json = new Utf8JsonWriter(data))
            {
                rows = WritePartition(result, json, cancellationToken);
            }

            // The last one may have been full.
            if (rows > 0 || _partitions.Count == 0)
            {
                _partitions.Add(_partitions.Count == 0 ? StoredPartition.First(rows, data.ToArray()) : StoredPartition.Further(rows, data.ToArray()));
            }
        }

        return _partitions;
    }

    private int WritePartition(StatementResult result, Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        var rows = 0;
        json.WriteStartArray();
        while (rows < rowsPerPartition && result.Rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows++;
            json.WriteStartArray();
            for (var i = 0; i < result.Columns.Count; i++)
            {
                if (WireValue.Of(result.Rows.Value(i), result.Columns[i].Type) is { } value)
                {
                    json.WriteStringValue(value);
                }
                else
                {
                    json.WriteRawValue(nullText);
                }
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        return rows;
    }
}
