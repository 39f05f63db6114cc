using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;

namespace CdcToSnowflake.Emulator.Tasks;

/// <summary>A graph's version: set when its root is resumed or executed, another one after any of its tasks has changed.</summary>
internal static class GraphVersions
{
    /// <summary>The root with its graph's version as it is now; another task as it is.</summary>
    public static TaskObject Set(TaskObject root, CatalogSnapshot catalog)
    {
        var content = Content(root, catalog);
        return !root.IsRoot || root.GraphContent == content ? root : root with { GraphContent = content, GraphVersion = root.GraphVersion + 1 };
    }

    /// <summary>Whether a task of the graph has changed since the version was set.</summary>
    public static bool IsChanged(TaskObject root, CatalogSnapshot catalog) => root.GraphContent != Content(root, catalog);

    private static string Content(TaskObject root, CatalogSnapshot catalog) => string.Join(
        ',', TaskGraph.Of(root, catalog).All.OrderBy(task => task.Id).Select(task => string.Create(CultureInfo.InvariantCulture, $"{task.Id}.{task.Revision}")));
}
