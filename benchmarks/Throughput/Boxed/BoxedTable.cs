using System.Text;

namespace CdcToSnowflake.Throughput.Boxed;

/// <summary>A table map, as far as decoding rows needs it. Labels are an ENUM's or a SET's.</summary>
internal sealed record BoxedTable(byte[] Types, int[] Metadata, bool[] IsUnsigned, bool[] IsBinary, string[]?[] Labels, string[] Names)
{
    private const int SignednessField = 1;
    private const int DefaultCharsetField = 2;
    private const int NamesField = 4;
    private const int SetLabelsField = 5;
    private const int EnumLabelsField = 6;
    private const int BinaryCollation = 63;

    public static (long Id, BoxedTable Table) Parse(ref BoxedCursor cursor)
    {
        var id = (long)cursor.Integer(6);
        cursor.Skip(2);
        cursor.Skip(cursor.Byte() + 1);
        cursor.Skip(cursor.Byte() + 1);
        var types = cursor.Bytes(cursor.Length()).ToArray();
        var metadata = Meta(types, cursor.Length(), ref cursor);
        cursor.Skip((types.Length + 7) / 8);
        var table = new BoxedTable(types, metadata, new bool[types.Length], new bool[types.Length], new string[types.Length][], [.. types.Select((_, i) => $"column_{i}")]);
        while (cursor.Left > 0)
        {
            var (field, length) = (cursor.Byte(), cursor.Length());
            table.Describe(field, new BoxedCursor(cursor.Bytes(length)));
        }

        return (id, table);
    }

    private void Describe(int field, BoxedCursor value)
    {
        switch (field)
        {
            case SignednessField:
                var bits = value.Bytes(value.Left);
                foreach (var (column, numeric) in Columns(1, 2, 3, 4, 5, 8, 9, 13, 246).Select((column, numeric) => (column, numeric)))
                {
                    IsUnsigned[column] = (bits[numeric >> 3] & (0x80 >> (numeric & 7))) != 0;
                }

                break;
            case DefaultCharsetField:
                var texts = Columns(15, 252, 253, 254);
                var usual = value.Length();
                texts.ForEach(column => IsBinary[column] = usual == BinaryCollation);
                while (value.Left > 0)
                {
                    var column = texts[value.Length()];
                    IsBinary[column] = value.Length() == BinaryCollation;
                }

                break;
            case SetLabelsField or EnumLabelsField:
                foreach (var column in Columns(field == SetLabelsField ? (byte)248 : (byte)247))
                {
                    var labels = new string[value.Length()];
                    for (var i = 0; i < labels.Length; i++)
                    {
                        labels[i] = Text(ref value);
                    }

                    Labels[column] = labels;
                }

                break;
            case NamesField:
                for (var i = 0; i < Names.Length; i++)
                {
                    Names[i] = Text(ref value);
                }

                break;
        }
    }

    private List<int> Columns(params byte[] types) => [.. Enumerable.Range(0, Types.Length).Where(column => types.Contains(Types[column]))];

    private static string Text(ref BoxedCursor cursor) => Encoding.UTF8.GetString(cursor.Bytes(cursor.Length()));

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
