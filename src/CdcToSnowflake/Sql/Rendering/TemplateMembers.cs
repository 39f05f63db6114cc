using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using Scriban.Runtime;

namespace CdcToSnowflake.Sql.Rendering;

/// <summary>What templates see of objects: the public properties, in snake_case.</summary>
internal static class TemplateMembers
{
    private static readonly ConcurrentDictionary<Type, FrozenDictionary<string, MethodInvoker>> ByType = new();

    public static FrozenDictionary<string, MethodInvoker> Of(Type type) => ByType.GetOrAdd(type, Read);

    private static FrozenDictionary<string, MethodInvoker> Read(Type type) => type.GetProperties()
        .Where(property => property.GetMethod is { IsStatic: false } && property.GetIndexParameters().Length == 0)
        .ToFrozenDictionary(StandardMemberRenamer.Rename, property => MethodInvoker.Create(property.GetMethod!));
}
