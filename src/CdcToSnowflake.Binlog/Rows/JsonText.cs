using System.Buffers;

namespace CdcToSnowflake.Binlog.Rows;

/// <summary>MySQL's binary JSON (sql-common/json_binary.h) as text, spelled as the server spells it.</summary>
internal static class JsonText
{
    public static void Write(ReadOnlySpan<byte> binary, IBufferWriter<byte> output)
    {
        if (binary.IsEmpty)
        {
            output.Write("null"u8);
        }
    }
}
