using System.Collections.Concurrent;
using System.Reflection;
using Scriban.Runtime;

namespace CdcToSnowflake.Sql.Rendering;

/// <summary>An object's properties as a template's variables, in snake_case. Scriban's own import reflects anew each time.</summary>
internal static class TemplateModel
{
    private static readonly ConcurrentDictionary<Type, (string Name, PropertyInfo Property)[]> Properties = new();

    public static ScriptObject Of(object model)
    {
        ScriptObject variables = [];
        foreach ((string name, PropertyInfo property) in Properties.GetOrAdd(model.GetType(), Named))
        {
            variables.SetValue(name, property.GetValue(model), readOnly: true);
        }
        return variables;
    }

    private static (string, PropertyInfo)[] Named(Type type) => [.. type.GetProperties().Select(property => (StandardMemberRenamer.Rename(property), property))];
}
