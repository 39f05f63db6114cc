using CdcToSnowflake.Files.Text;
using ParquetSharp;
using ParquetSharp.Schema;

namespace CdcToSnowflake.Files;

/// <summary>FLOAT and DOUBLE: DOUBLE; every float is exactly a double.</summary>
internal sealed class DoubleColumn(ColumnSpec column, BufferSize size) : FixedColumn<double>(column, size)
{
    public override Node MakeNode() => Primitive(PhysicalType.Double);

    public override void Double(double value) => Add(value);

    protected override void WriteValue(double value, TextLines line) => line.Number(value);
}
