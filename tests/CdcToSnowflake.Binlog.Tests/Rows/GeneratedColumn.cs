using CsCheck;

namespace CdcToSnowflake.Binlog.Tests.Rows;

/// <summary>A column of a generated table: its type in SQL, literals for it, and how to ask the server for its values.</summary>
internal sealed record GeneratedColumn(string Type, Gen<string> Literal, ServerText Text)
{
    /// <summary>Stands for the column's name in <see cref="Change"/>.</summary>
    public const string Name = "\u0001";

    /// <summary>What an UPDATE sets it to: another literal, or an expression of the column itself.</summary>
    public Gen<string> Change { get; init; } = Literal;

    /// <summary>The SELECT's expression.</summary>
    public string Expression(string name, bool hasNames) => Text switch
    {
        ServerText.Plain => $"CAST({name} AS CHAR)",
        ServerText.Number => $"CAST({name} + 0 AS CHAR)",
        ServerText.Double => $"{name} + 0e0",
        ServerText.Utf8 => $"HEX(CONVERT({name} USING utf8mb4))",
        ServerText.Hex => $"HEX({name})",
        ServerText.Named => hasNames ? $"HEX(CONVERT({name} USING utf8mb4))" : $"CAST(CAST({name} AS UNSIGNED) AS CHAR)",
        _ => throw new InvalidOperationException(),
    };
}
