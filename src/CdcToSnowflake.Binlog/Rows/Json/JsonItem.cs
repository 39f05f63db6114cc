namespace CdcToSnowflake.Binlog.Rows.Json;

/// <summary>A value in a document that is being edited: where its bytes lie, or, once something in it changes, the container that it became.</summary>
internal struct JsonItem
{
    /// <summary>A member's key.</summary>
    public int KeyStart;
    public int KeyLength;
    public JsonType Type;

    /// <summary>The value's bytes, without the type; unused if there is a <see cref="Container"/>.</summary>
    public int Start;
    public int Length;
    public JsonContainer? Container;
}
