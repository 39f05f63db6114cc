namespace CdcToSnowflake.Files;

/// <summary>TIMESTAMP: <c>YYYY-MM-DD HH:MM:SS.ffffff +00:00</c>.</summary>
internal sealed class InstantColumn(ColumnSpec column, ZeroDatePolicy zeroDates, BufferSize size) : VariableColumn(column, size)
{
    private const int Length = 33;

    public override void Timestamp(long micros)
    {
        if (micros == 0) // the zero date; MySQL's TIMESTAMP begins a second later
        {
            zeroDates.Found(Column);
            Null();
            return;
        }

        var space = Space(Length);
        System.DateTime.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond)
            .TryFormat(space, out var written, "yyyy-MM-dd HH:mm:ss.ffffff +00:00", System.Globalization.CultureInfo.InvariantCulture);
        Used(written);
        Close();
    }
}
