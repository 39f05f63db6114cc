namespace CdcToSnowflake.Sql.Rendering;

/// <summary>Text that is SQL already: what the quoting functions and includes return. Besides whole numbers the only kind of value that a template can write.</summary>
internal sealed record SqlText(string Text);
