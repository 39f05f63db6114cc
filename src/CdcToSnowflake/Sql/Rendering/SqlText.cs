namespace CdcToSnowflake.Sql.Rendering;

/// <summary>Text that is SQL already: what the quoting functions and includes return. Besides whole numbers the only kind of value that a template can write.</summary>
internal sealed record SqlText(string Text)
{
    /// <summary>A keyword of Snowflake's, which one of our enums names. It holds nothing of the model's.</summary>
    public static SqlText Keyword<T>(T value)
        where T : struct, Enum =>
        new((Enum.GetName(value) ?? throw new ArgumentOutOfRangeException(nameof(value), value, "No such member.")).ToUpperInvariant());
}
