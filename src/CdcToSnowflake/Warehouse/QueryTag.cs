using System.Text;
using System.Text.Json;
using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Warehouse;

/// <summary>The QUERY_TAG of a generated statement: JSON, so that QUERY_HISTORY and the cost views can be asked by brand and by object (PARSE_JSON(query_tag):brand).</summary>
internal static class QueryTag
{
    // Snowflake's limit, by the manual's "Parameters".
    private const int MostLetters = 2000;

    /// <returns>null if the names are so long that the tag would be refused: a deployment must not fail on its label.</returns>
    public static string? Of(string? brand, SqlStatement statement)
    {
        using var tag = new MemoryStream();
        using (var json = new Utf8JsonWriter(tag))
        {
            json.WriteStartObject();
            json.WriteString("app"u8, "CdcToSnowflake");
            if (brand is not null)
            {
                json.WriteString("brand"u8, brand);
            }

            json.WriteString("object"u8, statement.Name);
            json.WriteString("step"u8, statement.Template);
            json.WriteEndObject();
        }

        var text = Encoding.UTF8.GetString(tag.ToArray());
        return text.Length <= MostLetters ? text : null;
    }
}
