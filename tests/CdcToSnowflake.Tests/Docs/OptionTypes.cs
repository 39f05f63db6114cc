using System.Reflection;

namespace CdcToSnowflake.Tests.Docs;

/// <summary>How the types of settings hang together: which hold others, and at what path of the configuration.</summary>
internal static class OptionTypes
{
    /// <summary>The settings of a type, in the order in which they are declared.</summary>
    public static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.DeclaringType == type && property.Name != "EqualityContract" && (property.SetMethod?.IsPublic == true || Element(property.PropertyType) is not null)).OrderBy(property => property.MetadataToken);

    /// <summary>The types that are reached from one, each with its path; the first path counts.</summary>
    public static IReadOnlyList<(Type Type, string Path)> Below(Type root, string path)
    {
        List<(Type, string)> found = [];
        Add(root, path, found);
        return found;
    }

    /// <summary>A setting's path below its type's.</summary>
    public static string Path(PropertyInfo property) => property.Name + Suffix(property.PropertyType);

    /// <summary>What a list or a dictionary holds; null for anything else.</summary>
    public static Type? Element(Type type) =>
        type == typeof(string) ? null
        : type.IsArray ? type.GetElementType()
        : Dictionary(type) is { } dictionary ? dictionary.GetGenericArguments()[1]
        : type.IsGenericType && typeof(System.Collections.IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[0]
        : null;

    /// <summary>Whether a type holds settings itself.</summary>
    public static bool IsNested(Type type) => type is { IsClass: true, IsAbstract: false } && type != typeof(string) && type.Namespace!.StartsWith("CdcToSnowflake", StringComparison.Ordinal);

    public static Type? Dictionary(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() is { } open && (open == typeof(IDictionary<,>) || open == typeof(IReadOnlyDictionary<,>) || open == typeof(Dictionary<,>)) ? type : null;

    private static string Suffix(Type type) =>
        Element(type) is not { } element ? "" : (Dictionary(type) is null ? ":0" : ":{name}") + Suffix(element);

    private static Type Innermost(Type type) => Element(type) is { } element ? Innermost(element) : type;

    private static void Add(Type type, string path, List<(Type Type, string Path)> found)
    {
        if (found.Any(known => known.Type == type))
        {
            return;
        }

        found.Add((type, path));
        foreach (var property in Properties(type))
        {
            if (Innermost(property.PropertyType) is var inner && IsNested(inner))
            {
                Add(inner, $"{path}:{Path(property)}", found);
            }
        }
    }
}
