using System.Buffers.Binary;
using System.IO.Hashing;

namespace CdcToSnowflake.Throughput.Boxed;

/// <summary>
/// What a straightforward .NET reader does: an object per value, an array per row image, a list per event. It is here to be compared with, and reads what MySQL 8 and later write,
/// uncompressed and with checksums.
/// </summary>
internal sealed class BoxedReader(bool jsonAsText)
{
    private const int HeaderLength = 19;
    private const int ChecksumLength = 4;
    private const int TableMap = 19;
    private const int FormatDescription = 15;

    private readonly Dictionary<long, BoxedTable> _tables = [];

    /// <summary>Reads a whole file; each event's rows are looked at by the caller, if there is one.</summary>
    public Pass Read(byte[] file, Action<BoxedTable, IReadOnlyList<BoxedRow>>? see = null)
    {
        _tables.Clear();
        var (at, events, rows) = (4, 0L, 0L);
        while (at < file.Length)
        {
            var type = file[at + 4];
            var size = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 9));
            var body = file.AsSpan(at, size - ChecksumLength);
            if (type != FormatDescription && Crc32.HashToUInt32(body) != BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + size - ChecksumLength)))
            {
                throw new InvalidDataException($"The checksum of the event at {at} is wrong.");
            }

            events++;
            at += size;
            var cursor = new BoxedCursor(body[HeaderLength..]);
            if (type == TableMap)
            {
                var (id, table) = BoxedTable.Parse(ref cursor);
                _tables[id] = table;
            }
            else if (type is >= 30 and <= 32)
            {
                var table = _tables[(long)cursor.Integer(6)];
                var changes = Rows(table, type, ref cursor);
                see?.Invoke(table, changes);
                rows += changes.Count;
            }
            else if (type == 40)
            {
                throw new NotSupportedException("Compressed transactions.");
            }
        }

        return new Pass(file.Length, events, rows, 0);
    }

    private List<BoxedRow> Rows(BoxedTable table, byte type, ref BoxedCursor cursor)
    {
        cursor.Skip(2);
        cursor.Skip((int)cursor.Integer(2) - 2);
        var count = cursor.Length();
        var before = type != 30 ? cursor.Bytes((count + 7) / 8).ToArray() : null;
        var after = type != 32 ? cursor.Bytes((count + 7) / 8).ToArray() : null;
        var rows = new List<BoxedRow>();
        while (cursor.Left > 0)
        {
            rows.Add(new BoxedRow(before is null ? null : Image(table, before, ref cursor), after is null ? null : Image(table, after, ref cursor)));
        }

        return rows;
    }

    private object?[] Image(BoxedTable table, byte[] present, ref BoxedCursor cursor)
    {
        var presentCount = 0;
        for (var i = 0; i < table.Types.Length; i++)
        {
            presentCount += (present[i >> 3] >> (i & 7)) & 1;
        }

        var nulls = cursor.Bytes((presentCount + 7) / 8);
        var row = new object?[table.Types.Length];
        for (int i = 0, bit = 0; i < row.Length; i++)
        {
            if ((present[i >> 3] >> (i & 7) & 1) == 0)
            {
                continue;
            }

            var isNull = (nulls[bit >> 3] >> (bit & 7) & 1) != 0;
            bit++;
            row[i] = isNull ? null : BoxedValues.Read(ref cursor, table, i, jsonAsText);
        }

        return row;
    }
}
