namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>How to ask a server for a column's value in the form that <see cref="TextVisitor"/> gives.</summary>
internal enum ServerText
{
    /// <summary>As it prints.</summary>
    Plain,

    /// <summary>As a number.</summary>
    Number,

    /// <summary>A FLOAT or DOUBLE with all its digits; compared by value.</summary>
    Double,

    /// <summary>Text: its UTF-8 in hex.</summary>
    Utf8,

    /// <summary>Bytes in hex.</summary>
    Hex,

    /// <summary>An ENUM or SET: text where the binlog has the strings, else a number.</summary>
    Named,
}
