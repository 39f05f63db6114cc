using CdcToSnowflake.Model;

namespace CdcToSnowflake.Capture.Statements;

/// <summary>Understands a type in a column's definition, with the synonyms of MySQL's manual ("Using Data Types from Other Database Engines").</summary>
internal static class DeclaredType
{
    // FLOAT(p) is a double from here on.
    private const int FirstDoublePrecision = 25;

    /// <summary>The type, or null if it isn't understood.</summary>
    public static ColumnForm? Of(IReadOnlyList<SqlToken> tokens)
    {
        var at = 0;
        var name = Word(tokens, at++);
        if (name is "NATIONAL")
        {
            name = Word(tokens, at++);
        }

        var second = Word(tokens, at);
        if (name is "CHAR" or "CHARACTER" or "NCHAR" && second is "VARYING" or "VARCHAR")
        {
            (name, at) = ("VARCHAR", at + 1);
        }
        else if (name is "LONG" && second is "VARBINARY")
        {
            (name, at) = ("MEDIUMBLOB", at + 1);
        }

        at += name is "DOUBLE" && Word(tokens, at) is "PRECISION" ? 1 : 0;
        var arguments = Arguments(tokens, at);
        var isUnsigned = name is "SERIAL" || Has(tokens, at, "UNSIGNED") || Has(tokens, at, "ZEROFILL");
        var form = Plain(name, arguments);
        return form is null ? null : Binary(form with { Type = form.Type with { IsUnsigned = isUnsigned } }, tokens, at);
    }

    private static ColumnForm? Plain(string name, List<string> arguments)
    {
        int Argument(int index, int otherwise) => index < arguments.Count && int.TryParse(arguments[index], out var value) ? value : otherwise;
        ColumnForm Kind(SourceKind kind) => new(new SourceType(kind));
        ColumnForm Length(SourceKind kind, int otherwise) => new(new SourceType(kind) { Length = Argument(0, otherwise) });
        ColumnForm Fraction(SourceKind kind) => new(new SourceType(kind) { Scale = Argument(0, 0) });
        ColumnForm Sized(SourceKind kind, int bytes) => new(new SourceType(kind), bytes);
        ColumnForm Labels(SourceKind kind) => new(new SourceType(kind), 0, [.. arguments.Select(label => label.TrimEnd(' '))]);

        return name switch
        {
            "TINYINT" or "INT1" or "BOOL" or "BOOLEAN" => Kind(SourceKind.TinyInt),
            "SMALLINT" or "INT2" => Kind(SourceKind.SmallInt),
            "MEDIUMINT" or "INT3" or "MIDDLEINT" => Kind(SourceKind.MediumInt),
            "INT" or "INTEGER" or "INT4" => Kind(SourceKind.Int),
            "BIGINT" or "INT8" or "SERIAL" => Kind(SourceKind.BigInt),
            "DECIMAL" or "DEC" or "NUMERIC" or "FIXED" => new ColumnForm(new SourceType(SourceKind.Decimal) { Precision = Argument(0, 10), Scale = Argument(1, 0) }),
            "FLOAT" or "FLOAT4" or "FLOAT8" or "DOUBLE" or "REAL" when arguments.Count > 1 => null, // with digits after the point it rounds, and rows don't tell how it did before
            "FLOAT" when Argument(0, 0) < FirstDoublePrecision => Kind(SourceKind.Float),
            "FLOAT4" => Kind(SourceKind.Float),
            "FLOAT" or "DOUBLE" or "REAL" or "FLOAT8" => Kind(SourceKind.Double),
            "BIT" => new ColumnForm(new SourceType(SourceKind.Bit) { Precision = Argument(0, 1) }),
            "YEAR" => Kind(SourceKind.Year),
            "DATE" => Kind(SourceKind.Date),
            "TIME" => Fraction(SourceKind.Time),
            "DATETIME" => Fraction(SourceKind.DateTime),
            "TIMESTAMP" => Fraction(SourceKind.Timestamp),
            "CHAR" or "CHARACTER" or "NCHAR" => Length(SourceKind.Char, 1),
            "VARCHAR" or "VARCHARACTER" or "NVARCHAR" => Length(SourceKind.VarChar, 0),
            "TINYTEXT" => Sized(SourceKind.Text, 1),
            "TEXT" => Sized(SourceKind.Text, SizeBytes(Argument(0, ushort.MaxValue))),
            "MEDIUMTEXT" or "LONG" => Sized(SourceKind.Text, 3),
            "LONGTEXT" => Sized(SourceKind.Text, 4),
            "BINARY" => Length(SourceKind.Binary, 1),
            "VARBINARY" => Length(SourceKind.VarBinary, 0),
            "TINYBLOB" => Sized(SourceKind.Blob, 1),
            "BLOB" => Sized(SourceKind.Blob, SizeBytes(Argument(0, ushort.MaxValue))),
            "MEDIUMBLOB" => Sized(SourceKind.Blob, 3),
            "LONGBLOB" => Sized(SourceKind.Blob, 4),
            "ENUM" => Labels(SourceKind.Enum),
            "SET" => Labels(SourceKind.Set),
            "JSON" => Kind(SourceKind.Json),
            "VECTOR" => new ColumnForm(new SourceType(SourceKind.Vector) { Precision = Argument(0, 2048) }),
            "GEOMETRY" or "POINT" or "LINESTRING" or "POLYGON" or "MULTIPOINT" or "MULTILINESTRING" or "MULTIPOLYGON" or "GEOMETRYCOLLECTION" or "GEOMCOLLECTION" => Kind(SourceKind.Geometry),
            _ => null,
        };
    }

    // TEXT(n) is the smallest of the family that holds n characters of one byte or more: at least this one.
    private static int SizeBytes(int length) => length <= byte.MaxValue ? 1 : length <= ushort.MaxValue ? 2 : length <= 0xFFFFFF ? 3 : 4;

    // Text of the charset "binary" is bytes.
    private static ColumnForm Binary(ColumnForm form, IReadOnlyList<SqlToken> tokens, int from)
    {
        var isBinary = Has(tokens, from, "BYTE") || Enumerable.Range(from, Math.Max(0, tokens.Count - from - 1))
            .Any(i => (tokens[i].IsWord("CHARSET") || (tokens[i].IsWord("SET") && i > 0)) && tokens[i + 1] is { Kind: not SqlTokenKind.Symbol } charset && charset.Text.Equals("binary", StringComparison.OrdinalIgnoreCase));
        return (isBinary, form.Type.Kind) switch
        {
            (true, SourceKind.Char) => form with { Type = form.Type with { Kind = SourceKind.Binary } },
            (true, SourceKind.VarChar) => form with { Type = form.Type with { Kind = SourceKind.VarBinary } },
            (true, SourceKind.Text) => form with { Type = form.Type with { Kind = SourceKind.Blob } },
            _ => form,
        };
    }

    private static bool Has(IReadOnlyList<SqlToken> tokens, int from, string word) => tokens.Skip(from).Any(token => token.IsWord(word));

    private static string Word(IReadOnlyList<SqlToken> tokens, int at) =>
        at < tokens.Count && tokens[at].Kind == SqlTokenKind.Word ? tokens[at].Text.ToUpperInvariant() : "";

    private static List<string> Arguments(IReadOnlyList<SqlToken> tokens, int at)
    {
        var arguments = new List<string>();
        if (at < tokens.Count && tokens[at].IsSymbol('('))
        {
            for (at++; at < tokens.Count && !tokens[at].IsSymbol(')'); at++)
            {
                if (tokens[at].Kind != SqlTokenKind.Symbol)
                {
                    arguments.Add(tokens[at].Text);
                }
            }
        }

        return arguments;
    }
}
