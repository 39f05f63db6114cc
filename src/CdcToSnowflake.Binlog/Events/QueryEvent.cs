using CdcToSnowflake.Binlog.Rows.Text;

namespace CdcToSnowflake.Binlog.Events;

/// <summary>QUERY: a statement, with the session's variables that matter to run it again.</summary>
internal readonly ref struct QueryEvent
{
    /// <summary>utf8mb4_general_ci, for statements whose session's charset isn't logged.</summary>
    private const int DefaultCollation = 45;

    private QueryEvent(ReadOnlySpan<byte> schema, ReadOnlySpan<byte> text, int collation, ulong? sqlMode)
    {
        Schema = schema;
        Text = text;
        Collation = collation;
        SqlMode = sqlMode;
    }

    public ReadOnlySpan<byte> Schema { get; }

    public ReadOnlySpan<byte> Text { get; }

    /// <summary>The client's collation: the charset of <see cref="Text"/>.</summary>
    public int Collation { get; }

    /// <summary>The session's sql_mode, by the server's bits; null where it isn't logged.</summary>
    public ulong? SqlMode { get; }

    public static QueryEvent Create(ReadOnlySpan<byte> body, int postHeaderLength)
    {
        var reader = new ByteReader(body);
        reader.Skip(8);
        int schemaLength = reader.U8();
        reader.Skip(2);
        int variablesLength = reader.U16();
        reader.Skip(Math.Max(postHeaderLength - reader.Position, 0));
        var variables = reader.Bytes(variablesLength);
        var schema = reader.Bytes(schemaLength);
        reader.Skip(1);
        var (collation, sqlMode) = Variables(variables);
        return new QueryEvent(schema, reader.Rest(), collation, sqlMode);
    }

    public QueryEvent WithText(ReadOnlySpan<byte> text) => new(Schema, text, Collation, SqlMode);

    public string DecodeText() => Charsets.Decode(Collation, Text);

    /// <summary>Looks through the status variables up to the charset, the last one of interest (Query_event's Q_… codes).</summary>
    private static (int Collation, ulong? SqlMode) Variables(ReadOnlySpan<byte> variables)
    {
        ulong? sqlMode = null;
        var reader = new ByteReader(variables);
        while (reader.Left > 0)
        {
            switch (reader.U8())
            {
                case 0:
                    reader.Skip(4); // Q_FLAGS2
                    break;
                case 1:
                    sqlMode = reader.U64(); // Q_SQL_MODE
                    break;
                case 2:
                    reader.Skip(reader.U8() + 1); // Q_CATALOG, with a NUL
                    break;
                case 3:
                    reader.Skip(4); // Q_AUTO_INCREMENT
                    break;
                case 4:
                    return (reader.U16(), sqlMode); // Q_CHARSET: client, connection, server
                case 5 or 6:
                    reader.Skip(reader.U8()); // Q_TIME_ZONE, Q_CATALOG_NZ
                    break;
                default:
                    // They come in this order, so the charset isn't there.
                    return (DefaultCollation, sqlMode);
            }
        }

        return (DefaultCollation, sqlMode);
    }
}
