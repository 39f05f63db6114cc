using System.Globalization;
using System.Numerics;
using CdcToSnowflake.Binlog.Rows;

namespace CdcToSnowflake.Binlog;

/// <summary>A DECIMAL of up to 65 digits, decoded on demand from the row's own bytes; valid as long as its row.</summary>
public readonly ref struct BinlogDecimal
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly DecimalLayout _layout;

    internal BinlogDecimal(ReadOnlySpan<byte> bytes, DecimalLayout layout)
    {
        _bytes = bytes;
        _layout = layout;
    }

    /// <summary>Digits in all, as declared (1–65).</summary>
    public int Precision => _layout.Precision;

    /// <summary>Digits after the point, as declared (0–30).</summary>
    public int Scale => _layout.Scale;

    /// <summary>The value times 10^<see cref="Scale"/>, if it is declared with at most 18 digits.</summary>
    /// <param name="unscaled">The integer.</param>
    /// <returns>False if <see cref="Precision"/> is over 18.</returns>
    public bool TryGetUnscaled(out long unscaled) => DecimalCodec.TryGetInt64(_bytes, _layout, out unscaled);

    /// <summary>The value times 10^<see cref="Scale"/>, if it is declared with at most 38 digits.</summary>
    /// <param name="unscaled">The integer.</param>
    /// <returns>False if <see cref="Precision"/> is over 38.</returns>
    public bool TryGetUnscaled(out Int128 unscaled) => DecimalCodec.TryGetInt128(_bytes, _layout, out unscaled);

    /// <summary>The value times 10^<see cref="Scale"/>; allocates.</summary>
    /// <returns>The integer.</returns>
    public BigInteger GetUnscaled()
    {
        if (TryGetUnscaled(out Int128 unscaled))
        {
            return (BigInteger)unscaled;
        }

        return BigInteger.Parse(ToString().Replace(".", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    /// <summary>The value as .NET's decimal, if it fits without loss.</summary>
    /// <param name="value">The value, with the declared scale.</param>
    /// <returns>False if its digits take more than 96 bits or its scale is over 28.</returns>
    public bool TryGetDecimal(out decimal value) => DecimalCodec.TryGetDecimal(_bytes, _layout, out value);

    /// <summary>Writes the value as MySQL prints it, with all declared digits after the point.</summary>
    /// <param name="utf8">67 bytes are always enough.</param>
    /// <param name="written">Bytes written, or 0.</param>
    /// <returns>False if there is too little room.</returns>
    public bool TryFormat(Span<byte> utf8, out int written) => DecimalCodec.TryFormat(_bytes, _layout, utf8, out written);

    /// <summary>The value as MySQL prints it.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[DecimalCodec.MaxTextLength];
        TryFormat(text, out var length);
        return System.Text.Encoding.ASCII.GetString(text[..length]);
    }
}
