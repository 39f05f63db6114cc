using CdcToSnowflake.Binlog;
using CdcToSnowflake.Binlog.Events;
using CdcToSnowflake.Throughput.Columns;

namespace CdcToSnowflake.Throughput;

/// <summary>A binlog file in memory, and our way through it.</summary>
internal sealed class BinlogImage(byte[] file)
{
    private const int MagicLength = 4;

    public byte[] Bytes => file;

    public static BinlogImage Load(string path)
    {
        try
        {
            var file = File.ReadAllBytes(path);
            return file is [0xFE, (byte)'b', (byte)'i', (byte)'n', ..] ? new BinlogImage(file) : throw new UsageException($"{path} is no binlog file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} can't be read into memory: {e.Message}");
        }
    }

    /// <summary>Decodes every value of every row into the sink's column builders.</summary>
    public Pass Read(ColumnSink sink, bool verifyChecksums)
    {
        sink.Restart();
        using var decoder = new BinlogDecoder(new BinlogOptions { VerifyChecksums = verifyChecksums }, fromServer: false);
        decoder.Start(null);
        var batch = decoder.Decode(file.AsMemory(MagicLength));
        while (batch.Read())
        {
            if (batch.Kind == BinlogEventKind.Rows)
            {
                sink.Add(batch);
            }
        }

        return new Pass(file.Length, decoder.EventsRead, sink.Rows, sink.Checksum());
    }
}
