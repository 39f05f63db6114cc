using System.Buffers.Binary;
using System.Globalization;

namespace CdcToSnowflake.Files;

/// <summary>VECTOR: a JSON array of the shortest decimals that give the same 32-bit floats.</summary>
internal sealed class VectorColumn(ColumnSpec column, BufferSize size) : VariableColumn(column, size)
{
    private const int LongestFloat = 16;

    public override void Bytes(ReadOnlySpan<byte> bytes)
    {
        Part("["u8);
        for (var i = 0; i + sizeof(float) <= bytes.Length; i += sizeof(float))
        {
            var value = BinaryPrimitives.ReadSingleLittleEndian(bytes[i..]);
            if (!float.IsFinite(value))
            {
                throw new UnfitValueException(Column.Name, "a vector with a number that isn't finite", "JSON has no such number: mend the row.");
            }

            Part(i == 0 ? default : ","u8);
            value.TryFormat(Space(LongestFloat), out var written, default, CultureInfo.InvariantCulture);
            Used(written);
        }

        Part("]"u8);
        Close();
    }

    private void Part(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Space(utf8.Length));
        Used(utf8.Length);
    }
}
