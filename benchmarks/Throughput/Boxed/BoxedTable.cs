using System.Text;

namespace CdcToSnowflake.Throughput.Boxed;

/// <summary>A table map, as far as decoding rows needs it.</summary>
internal sealed record BoxedTable(byte[] Types, int[] Metadata, bool[] IsUnsigned, string[] Names)
{
    private const int SignednessField = 1;
    private const int NamesField = 4;

    public static (long Id, BoxedTable Table) Parse(ref BoxedCursor cursor)
    {
        var id = (long)cursor.Integer(6);
        cursor.Skip(2);
        cursor.Skip(cursor.Byte() + 1);
        cursor.Skip(cursor.Byte() + 1);
        var types = cursor.Bytes(cursor.Length()).ToArray();
        var metadata = Meta(types, cursor.Length(), ref cursor);
        cursor.Skip((types.Length + 7) / 8);
        var isUnsigned = new bool[types.Length];
        string[] names = [.. types.Select((_, i) => $"column_{i}")];
        while (cursor.Left > 0)
        {
            var (field, length) = (cursor.Byte(), cursor.Length());
            var value = cursor.Bytes(length);
            for (int i = 0, numeric = 0; field == SignednessField && i < types.Length; i++)
            {
                if (types[i] is 1 or 2 or 3 or 4 or 5 or 8 or 9 or 13 or 246)
                {
                    isUnsigned[i] = (value[numeric >> 3] & (0x80 >> (numeric & 7))) != 0;
                    numeric++;
                }
            }

            var texts = new BoxedCursor(value);
            for (var i = 0; field == NamesField && i < names.Length; i++)
            {
                names[i] = Encoding.UTF8.GetString(texts.Bytes(texts.Length()));
            }
        }

        return (id, new BoxedTable(types, metadata, isUnsigned, names));
    }

    private static int[] Meta(byte[] types, int length, ref BoxedCursor cursor)
    {
        var end = cursor.Left - length;
        var metadata = new int[types.Length];
        for (var i = 0; i < types.Length; i++)
        {
            switch (types[i])
            {
                case 4 or 5 or 17 or 18 or 19 or 245 or 252 or 255 or 242:
                    metadata[i] = cursor.Byte();
                    break;
                case 15 or 16 or 253:
                    metadata[i] = (int)cursor.Integer(2);
                    break;
                case 246 or 254:
                    // DECIMAL: precision, scale. STRING: the real type, the length.
                    metadata[i] = (cursor.Byte() << 8) | cursor.Byte();
                    break;
            }

            if (types[i] == 254 && metadata[i] >> 8 is 247 or 248)
            {
                types[i] = (byte)(metadata[i] >> 8);
                metadata[i] &= 0xFF;
            }
        }

        cursor.Skip(cursor.Left - end);
        return metadata;
    }
}
