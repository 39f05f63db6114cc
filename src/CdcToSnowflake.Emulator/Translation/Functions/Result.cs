using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>Short ways to say a typed result.</summary>
internal static class Result
{
    public static TranslatedExpression Text(string sql) => new(sql, DataType.Varchar);

    public static TranslatedExpression Boolean(string sql) => new(sql, DataType.Boolean);

    public static TranslatedExpression Float(string sql) => new(sql, DataType.Float);

    public static TranslatedExpression Variant(string sql) => new(sql, DataType.Variant);

    public static TranslatedExpression Array(string sql) => new(sql, DataType.Array);

    public static TranslatedExpression Object(string sql) => new(sql, DataType.Object);

    /// <summary>A count, a length: NUMBER(18,0).</summary>
    public static TranslatedExpression Integer(string sql) => new($"CAST({sql} AS DECIMAL(18,0))", DataType.Number(18, 0));
}
