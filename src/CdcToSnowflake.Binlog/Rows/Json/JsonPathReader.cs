using System.Globalization;
using System.Text;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog.Rows.Json;

/// <summary>The legs of a path as the server prints one (sql-common/json_path.cc, Json_path_leg::to_string): no blanks, no wildcards, no ranges.</summary>
internal ref struct JsonPathReader
{
    private const int MaxDigits = 10;

    private readonly ReadOnlySpan<byte> _path;
    private readonly Span<byte> _names;
    private int _at;
    private int _legs;

    /// <param name="path">The path.</param>
    /// <param name="names">Room for a name without its escapes: as long as the path.</param>
    public JsonPathReader(ReadOnlySpan<byte> path, Span<byte> names)
    {
        _path = path;
        _names = names;
        _at = 1;
        if (path.IsEmpty || path[0] != (byte)'$')
        {
            throw Bad("it doesn't start with $");
        }
    }

    public readonly bool IsEnd => _at == _path.Length;

    /// <summary>The next leg, valid until the one after it; there must be one.</summary>
    public JsonPathLeg Next()
    {
        if (++_legs > JsonLayout.MaxDepth)
        {
            throw Bad($"it has more than {JsonLayout.MaxDepth} legs");
        }

        return Take() switch
        {
            (byte)'.' => JsonPathLeg.Member(_at < _path.Length && _path[_at] == (byte)'"' ? QuotedName() : PlainName()),
            (byte)'[' => Element(),
            _ => throw Bad("a leg starts with neither a point nor a bracket"),
        };
    }

    private ReadOnlySpan<byte> PlainName()
    {
        var rest = _path[_at..];
        var length = rest.IndexOfAny((byte)'.', (byte)'[', (byte)'*');
        length = length < 0 ? rest.Length : length;
        _at += length;
        return length > 0 ? rest[..length] : throw Bad("a name is empty");
    }

    private ReadOnlySpan<byte> QuotedName()
    {
        _at++;
        var written = 0;
        while (Take() is var b && b != (byte)'"')
        {
            if (b != (byte)'\\')
            {
                _names[written++] = b;
                continue;
            }

            var escaped = Take();
            if (escaped == (byte)'u')
            {
                written += Character().EncodeToUtf8(_names[written..]);
                continue;
            }

            _names[written++] = escaped switch
            {
                (byte)'b' => (byte)'\b',
                (byte)'f' => (byte)'\f',
                (byte)'n' => (byte)'\n',
                (byte)'r' => (byte)'\r',
                (byte)'t' => (byte)'\t',
                (byte)'"' or (byte)'\\' or (byte)'/' => escaped,
                _ => throw Bad("a name has an escape that JSON doesn't know"),
            };
        }

        return _names[..written];
    }

    /// <summary>The character after <c>\u</c>; a high surrogate needs its other half.</summary>
    private Rune Character()
    {
        var first = (char)Hex();
        if (!char.IsSurrogate(first))
        {
            return new Rune(first);
        }

        return Take() == (byte)'\\' && Take() == (byte)'u' && Rune.TryCreate(first, (char)Hex(), out var rune) ? rune : throw Bad("a name has half a surrogate pair");
    }

    private ushort Hex()
    {
        if (_path.Length - _at < 4 || !ushort.TryParse(_path.Slice(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            throw Bad("a name has an unfinished \\u escape");
        }

        _at += 4;
        return unit;
    }

    private JsonPathLeg Element()
    {
        var fromEnd = _path[_at..].StartsWith("last"u8);
        if (!fromEnd)
        {
            var index = Number();
            return Take() == (byte)']' ? JsonPathLeg.Element(index, fromEnd: false) : throw Bad("an index isn't closed");
        }

        _at += "last"u8.Length;
        switch (Take())
        {
            case (byte)']':
                return JsonPathLeg.Element(0, fromEnd: true);
            case (byte)'-':
                var index = Number();
                return Take() == (byte)']' ? JsonPathLeg.Element(index, fromEnd: true) : throw Bad("an index isn't closed");
            default:
                throw Bad("an index isn't closed");
        }
    }

    private long Number()
    {
        long number = 0;
        var start = _at;
        for (; _at < _path.Length && _path[_at] is >= (byte)'0' and <= (byte)'9'; _at++)
        {
            number = _at - start < MaxDigits ? (number * 10) + (_path[_at] - '0') : throw Bad("an index is too large");
        }

        return _at > start ? number : throw Bad("an index isn't a number");
    }

    private byte Take() => _at < _path.Length ? _path[_at++] : throw Bad("it ends too early");

    private static BinlogCorruptException Bad(string why) => EventPlace.Corrupt($"A partial JSON update has a path that can't be followed: {why}.");
}
