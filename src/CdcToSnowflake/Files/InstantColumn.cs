namespace CdcToSnowflake.Files;

/// <summary>TIMESTAMP: <c>YYYY-MM-DD HH:MM:SS.ffffff +00:00</c>.</summary>
internal sealed class InstantColumn(ColumnSpec column, ZeroDatePolicy zeroDates, BufferSize size) : VariableColumn(column, size)
{
    private const int IsoLength = 28;
    private const int MicrosEnd = 26;

    private static ReadOnlySpan<byte> Zone => " +00:00"u8;

    public override void Timestamp(long micros)
    {
        if (micros == 0) // the zero date; MySQL's TIMESTAMP begins a second later
        {
            zeroDates.Found(Column);
            Null();
            return;
        }

        // .NET's own ISO 8601 is many times as quick as a pattern; what differs is put right after it.
        Span<byte> iso = stackalloc byte[IsoLength];
        System.DateTime.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond).TryFormat(iso, out _, "O", System.Globalization.CultureInfo.InvariantCulture);
        iso["yyyy-MM-dd".Length] = (byte)' ';
        var space = Space(MicrosEnd + Zone.Length);
        iso[..MicrosEnd].CopyTo(space);
        Zone.CopyTo(space[MicrosEnd..]);
        Used(MicrosEnd + Zone.Length);
        Close();
    }
}
