using CdcToSnowflake.Files.Text;
using CdcToSnowflake.Model;
using ParquetSharp;
using ParquetSharp.Schema;

namespace CdcToSnowflake.Files;

/// <summary>TINYINT to BIGINT, YEAR: INT64.</summary>
internal sealed class IntegerColumn(ColumnSpec column, BufferSize size) : FixedColumn<long>(column, size)
{
    public override Node MakeNode() => Primitive(PhysicalType.Int64);

    public override void Int64(long value) => Add(value);

    // Only types below BIGINT UNSIGNED land here, so this never overflows.
    public override void UInt64(ulong value) => Add(checked((long)value));

    protected override void WriteValue(long value, TextLines line)
    {
        if (Column.Type.Kind == SourceKind.BigInt)
        {
            line.Exact(value, 0);
        }
        else
        {
            line.Number(value);
        }
    }
}
