using System.Reflection;
using System.Runtime.CompilerServices;

namespace CdcToSnowflake.IntegrationTests.Packages;

/// <summary>The repository that these tests were built from.</summary>
internal static class SourceTree
{
    public static readonly string[] Libraries = ["CdcToSnowflake.Binlog", "CdcToSnowflake", "CdcToSnowflake.Emulator"];

    public static string Root { get; } = Here();

    /// <summary>Debug or Release: what was built is what is packed.</summary>
    public static string Configuration { get; } = typeof(SourceTree).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == nameof(Configuration)).Value!;

    /// <summary>Copies what libraries are built from: as an archive of the sources has it, without history.</summary>
    public static void CopyTo(string folder, params IReadOnlyList<string> libraries)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Root).Concat(Directory.EnumerateFiles(Path.Combine(Root, "src"))).Concat(libraries.SelectMany(library => Directory.EnumerateFiles(Path.Combine(Root, "src", library), "*", SearchOption.AllDirectories))))
        {
            var path = Path.GetRelativePath(Root, file);
            if (Path.GetFileName(file) != ".git" && !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            {
                var copy = Path.Combine(folder, path);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
