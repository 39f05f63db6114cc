using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.Files;

/// <summary>Carries a row's values from the binlog straight to the column builders, without boxes.</summary>
internal readonly struct RowAppender(ColumnBuilder[] columns, bool keyIsEnough, Func<int, bool> isKey) : IRowVisitor
{
    public void Null(int column) => columns[column].Null();

    public void Absent(int column)
    {
        if (!columns[column].Column.Column.IsWritten)
        {
            return;
        }

        // A delete needs no more than its key; anything else would put NULLs where the source has values.
        if (!keyIsEnough || isKey(column))
        {
            throw new UnfitValueException(
                $"number {column + 1}", "no value in the binlog's row image", "Set binlog_row_image=FULL on the server (SET PERSIST binlog_row_image = 'FULL'), and let sessions reconnect.");
        }

        columns[column].Nothing();
    }

    public void Int64(int column, long value) => columns[column].Int64(value);

    public void UInt64(int column, ulong value) => columns[column].UInt64(value);

    public void Single(int column, float value) => columns[column].Double(value);

    public void Double(int column, double value) => columns[column].Double(value);

    public void Decimal(int column, BinlogDecimal value) => columns[column].Decimal(value);

    public void Date(int column, BinlogDateTime value) => columns[column].Date(value);

    public void DateTime(int column, BinlogDateTime value) => columns[column].DateTime(value);

    public void Timestamp(int column, long micros) => columns[column].Timestamp(micros);

    public void Time(int column, long micros) => columns[column].Time(micros);

    public void Text(int column, ReadOnlySpan<byte> utf8) => columns[column].Text(utf8);

    public void Bytes(int column, ReadOnlySpan<byte> bytes) => columns[column].Bytes(bytes);

    public void Json(int column, BinlogJson value) => columns[column].Json(value);

    public void JsonDiff(int column, BinlogJsonDiffs diffs)
    {
        if (columns[column].Column.Column.IsWritten)
        {
            throw new UnfitValueException(
                $"number {column + 1}", "a partial JSON update without the document before it", "Set binlog_row_image=FULL on the server (SET PERSIST binlog_row_image = 'FULL'), and let sessions reconnect.");
        }
    }
}
