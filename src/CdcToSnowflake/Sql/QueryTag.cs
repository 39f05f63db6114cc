using System.Text;
using System.Text.Json;

namespace CdcToSnowflake.Sql;

/// <summary>The QUERY_TAG of what the SDK runs: JSON, so that QUERY_HISTORY and the cost views can be asked by brand, by the source's table and by object (PARSE_JSON(query_tag):brand).</summary>
internal static class QueryTag
{
    // Snowflake's limit, by the manual's "Parameters".
    private const int MostLetters = 2000;

    /// <summary>The tag of a statement that is sent.</summary>
    /// <param name="brand">The brand on whose behalf it runs; null for the statement's own.</param>
    /// <param name="statement">The statement.</param>
    /// <returns>null if the names are so long that the tag would be refused: a deployment must not fail on its label.</returns>
    public static string? Of(string? brand, SqlStatement statement)
    {
        var text = Written(("brand", brand ?? statement.Brand), ("table", statement.Table), ("object", statement.Name), ("step", statement.Template));
        return text.Length <= MostLetters ? text : null;
    }

    /// <summary>The tag of what a task runs. It fits: a brand's id is part of a database's or schema's name.</summary>
    /// <param name="brand">The brand; null of what is all brands'.</param>
    /// <param name="layer">The layer that it writes.</param>
    public static string OfTask(string? brand, string layer) => Written(("brand", brand), ("layer", layer));

    private static string Written(params ReadOnlySpan<(string Name, string? Value)> parts)
    {
        using var tag = new MemoryStream();
        using (var json = new Utf8JsonWriter(tag))
        {
            json.WriteStartObject();
            json.WriteString("app"u8, "CdcToSnowflake");
            foreach (var (name, value) in parts)
            {
                if (value is not null)
                {
                    json.WriteString(name, value);
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(tag.ToArray());
    }
}
