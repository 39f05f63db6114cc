namespace CdcToSnowflake.Binlog.Protocol.Authentication.Ed25519;

/// <summary>A point of the curve −x² + y² = 1 + dx²y² in extended coordinates (RFC 8032, 5.1.4): x = X/Z, y = Y/Z, xy = T/Z.</summary>
internal readonly struct CurvePoint(FieldElement x, FieldElement y, FieldElement z, FieldElement t)
{
    public const int Length = 32;

    private static readonly FieldElement s_d = FieldElement.Parse("52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3");
    private static readonly FieldElement s_twiceD = s_d + s_d;
    private static readonly CurvePoint s_base = Affine(
        FieldElement.Parse("216936d3cd6e53fec0a4e231fdd6dc5c692cc7609525a7b2c9562d608f25d51a"),
        FieldElement.Parse("6666666666666666666666666666666666666666666666666666666666666658"));

    private readonly FieldElement _x = x;
    private readonly FieldElement _y = y;
    private readonly FieldElement _z = z;
    private readonly FieldElement _t = t;

    /// <summary>The base point times a secret number of 32 bytes, little-endian: the same operations whatever the number is.</summary>
    public static CurvePoint TimesBase(ReadOnlySpan<byte> scalar)
    {
        var result = new CurvePoint(FieldElement.Zero, FieldElement.One, FieldElement.One, FieldElement.Zero);
        for (var bit = 255; bit >= 0; bit--)
        {
            result = result.Plus(in result);
            var more = result.Plus(in s_base);
            result = Choose(in result, in more, (ulong)(scalar[bit >> 3] >> (bit & 7) & 1));
        }
        return result;
    }

    /// <summary>y, little-endian, and the lowest bit of x on top (RFC 8032, 5.1.2).</summary>
    public byte[] Encode()
    {
        var inverse = _z.Inverse();
        var bytes = new byte[Length];
        Span<byte> x = stackalloc byte[Length];
        (_x * inverse).CopyTo(x);
        (_y * inverse).CopyTo(bytes);
        bytes[Length - 1] |= (byte)(x[0] << 7);
        return bytes;
    }

    /// <summary>The formula holds for any two points, equal ones and the neutral one too, so nothing needs to be told apart.</summary>
    private CurvePoint Plus(in CurvePoint other)
    {
        var a = (_y - _x) * (other._y - other._x);
        var b = (_y + _x) * (other._y + other._x);
        var c = _t * s_twiceD * other._t;
        var z = _z * other._z;
        var d = z + z;
        FieldElement e = b - a, f = d - c, g = d + c, h = b + a;
        return new(e * f, g * h, f * g, e * h);
    }

    private static CurvePoint Choose(in CurvePoint first, in CurvePoint second, ulong bit) => new(
        FieldElement.Choose(in first._x, in second._x, bit),
        FieldElement.Choose(in first._y, in second._y, bit),
        FieldElement.Choose(in first._z, in second._z, bit),
        FieldElement.Choose(in first._t, in second._t, bit));

    private static CurvePoint Affine(FieldElement x, FieldElement y) => new(x, y, FieldElement.One, x * y);
}
