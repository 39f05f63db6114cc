using System.IO.Compression;
using System.Text.Json;
using CdcToSnowflake.Throughput.Boxed;

namespace CdcToSnowflake.Throughput.Captured;

/// <summary>
/// What a plain .NET program does: boxed rows, a dictionary for each, System.Text.Json, a GZipStream into one file. It has no cuts, no order over tables, and reads whole files into memory.
/// </summary>
internal sealed class PlainCapture(string[] files, CompressionLevel level)
{
    public Task<CapturePass> RunAsync() => Task.FromResult(Run());

    private CapturePass Run()
    {
        var path = Path.GetTempFileName();
        try
        {
            var (bytes, rows) = (0L, 0L);
            using (var output = new GZipStream(File.Create(path), level))
            {
                foreach (var file in files)
                {
                    var pass = new BoxedReader(jsonAsText: true).Read(File.ReadAllBytes(file), (table, changes) =>
                    {
                        foreach (var change in changes)
                        {
                            output.Write(JsonSerializer.SerializeToUtf8Bytes(Row(table, change, ++rows)));
                            output.WriteByte((byte)'\n');
                        }
                    });
                    bytes += pass.Bytes;
                }
            }

            return new CapturePass(bytes, rows, new FileInfo(path).Length);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Dictionary<string, object?> Row(BoxedTable table, BoxedRow change, long seq)
    {
        var values = (change.After ?? change.Before)!;
        var row = new Dictionary<string, object?>(values.Length + 5)
        {
            ["_OP"] = change.Before is null ? "I" : change.After is null ? "D" : "U",
            ["_UPDATED_AT"] = 1_700_000_000_000_000L,
            ["_SEQ"] = seq,
            ["_CUT"] = 1,
            ["_WRITER"] = "0123456789ab",
        };
        for (var i = 0; i < values.Length; i++)
        {
            row[table.Names[i]] = values[i];
        }

        return row;
    }
}
