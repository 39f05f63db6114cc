using System.Collections.Frozen;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Sql.Rendering;

/// <summary>The functions that templates call as <c>value | name</c>: the only way from a name or text to SQL. Each returns null for a value of a kind that it doesn't take.</summary>
internal static class SqlFunctions
{
    public static FrozenDictionary<string, Func<object, string?>> All { get; } = new Dictionary<string, Func<object, string?>>
    {
        ["ident"] = value => value is PlainText text ? text.Identifier : null,
        ["name"] = value => value is ObjectName name ? name.Quoted : null,
        ["location"] = value => value is StageLocation location ? SqlQuoting.Location(location) : null,
        ["type"] = value => value is SnowflakeType type ? type.ToString() : null,
        ["literal"] = value => value switch
        {
            PlainText text => SqlQuoting.Literal(text.Text),
            SqlText sql => SqlQuoting.Literal(sql.Text),
            _ => null,
        },
        ["yaml"] = value => value switch
        {
            PlainText text => YamlQuoting.Text(text.Text),
            SqlText sql => YamlQuoting.Text(sql.Text),
            _ => null,
        },
        ["yaml_name"] = value => value is PlainText name ? YamlQuoting.Name(name) : null,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
