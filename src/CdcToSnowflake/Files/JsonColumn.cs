using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.Files;

/// <summary>JSON as text, for PARSE_JSON.</summary>
internal sealed class JsonColumn(ColumnSpec column, BufferSize size) : VariableColumn(column, size)
{
    public override void Json(BinlogJson value)
    {
        value.WriteTo(this);
        Close();
    }

    public override void JsonText(ReadOnlySpan<byte> utf8) => AddWhole(utf8);
}
