using System.Buffers.Binary;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Benchmarks.Binlog;

/// <summary>The corpus's binlog of a real MySQL, which holds every type.</summary>
internal static class RecordedLog
{
    private const int MagicLength = 4;
    private const int HeaderLength = 19;
    private const int ChecksumLength = 4;
    private const byte TableMap = 19;

    /// <summary>The body of the table map with the most metadata.</summary>
    public static byte[] LongestTableMap()
    {
        var file = Load();
        byte[] longest = [];
        for (int at = MagicLength, size; at < file.Length; at += size)
        {
            size = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 9));
            var body = file.AsSpan((at + HeaderLength)..(at + size - ChecksumLength));
            longest = file[at + 4] == TableMap && body.Length > longest.Length ? body.ToArray() : longest;
        }

        return longest;
    }

    /// <summary>The first JSON document of its rows.</summary>
    public static byte[] FirstJson()
    {
        using var decoder = new BinlogDecoder(new BinlogOptions(), fromServer: false);
        decoder.Start(null);
        var batch = decoder.Decode(Load().AsMemory(MagicLength));
        while (batch.Read())
        {
            if (batch.Kind != BinlogEventKind.Rows || batch.Operation != RowOperation.Insert)
            {
                continue;
            }

            var json = batch.Table.Columns.ToList().FindIndex(column => column.Type == BinlogColumnType.Json);
            foreach (var change in batch.Rows)
            {
                if (json >= 0 && !change.After.IsNull(json))
                {
                    return change.After.GetJson(json).Binary.ToArray();
                }
            }
        }

        throw new InvalidOperationException("The corpus has no JSON document.");
    }

    private static byte[] Load()
    {
        using var stream = typeof(RecordedLog).Assembly.GetManifestResourceStream("mysql")!;
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        return file;
    }
}
