using System.Buffers.Binary;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Files;

/// <summary>BINARY, VARBINARY, BLOB and GEOMETRY: two hexadecimal digits a byte.</summary>
internal sealed class HexColumn(ColumnSpec column, BufferSize size) : VariableColumn(column, size)
{
    private const int SridBytes = 4;
    private const int WkbHeader = 5; // byte order, type
    private const uint HasSrid = 0x20000000; // PostGIS' EWKB, which Snowflake's TO_GEOMETRY reads too

    public override void Bytes(ReadOnlySpan<byte> bytes)
    {
        if (Column.Type.Kind == SourceKind.Geometry)
        {
            Geometry(bytes);
        }
        else
        {
            Hex(bytes);
            // The binlog cuts a BINARY(n)'s trailing zero bytes off; SELECT shows them.
            for (var missing = Column.Type.Kind == SourceKind.Binary ? Column.Type.Length - bytes.Length : 0; missing > 0; missing--)
            {
                Hex([0]);
            }
        }

        Close();
    }

    private void Geometry(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < SridBytes + WkbHeader)
        {
            throw new UnfitValueException(Column.Name, $"a geometry of {bytes.Length} bytes", "The row is damaged: mend it.");
        }

        var wkb = bytes[SridBytes..];
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) == 0)
        {
            Hex(wkb);
            return;
        }

        // EWKB: the type says that an SRID follows, which stands in the geometry's byte order; MySQL always writes little-endian.
        Span<byte> header = stackalloc byte[WkbHeader];
        header[0] = 1;
        BinaryPrimitives.WriteUInt32LittleEndian(header[1..], BinaryPrimitives.ReadUInt32LittleEndian(wkb[1..]) | HasSrid);
        Hex(header);
        Hex(bytes[..SridBytes]);
        Hex(wkb[WkbHeader..]);
    }

    private void Hex(ReadOnlySpan<byte> bytes)
    {
        Convert.TryToHexString(bytes, Space(checked(bytes.Length * 2)), out var written);
        Used(written);
    }
}
