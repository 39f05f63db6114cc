using System.Reflection;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Tests.Architecture;

/// <summary>The arrows between projects and between the SDK's folders run one way.</summary>
public class ArrowTests
{
    private const string Sdk = "CdcToSnowflake";

    /// <summary>What each folder of the SDK may use. All may use the binlog's public types.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Model"] = [],
        ["Files"] = ["Model"],
        ["Storage"] = ["Model"],
        ["Cuts"] = ["Files", "Storage", "Model"],
        ["Capture"] = ["Cuts", "Files", "Storage", "Model"],
        ["Sql"] = ["Model"],
        ["Warehouse"] = ["Sql", "Model"],
        // What is missing in the account is known by what the store has, and what is wrong there by what the source has.
        ["Operations"] = ["Warehouse", "Sql", "Capture", "Cuts", "Storage", "Files", "Model"],
        ["Preflight"] = ["Warehouse", "Sql", "Capture", "Cuts", "Storage", "Files", "Model"],
        ["Hosting"] = ["Preflight", "Operations", "Warehouse", "Sql", "Capture", "Cuts", "Storage", "Files", "Model"],
    };

    [Fact]
    public void Projects_References_BinlogKnowsNeitherAndTheSdkNotTheEmulator()
    {
        Assert.DoesNotContain(References(typeof(IBinlogReader).Assembly), name => name.StartsWith(Sdk, StringComparison.Ordinal));
        Assert.Equal(["CdcToSnowflake.Binlog"], References(typeof(SourceTable).Assembly).Where(name => name.StartsWith(Sdk, StringComparison.Ordinal)));
    }

    [Fact]
    public void Folders_References_RunAlongTheArrows()
    {
        var broken = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>();
        foreach (var type in typeof(SourceTable).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith(Sdk, StringComparison.Ordinal) == true))
        {
            var folder = FolderOf(type);
            Assert.True(Allowed.ContainsKey(folder), $"{type} stands in no folder of the design.");
            seen.Add(folder);
            foreach (var used in TypeReferences.Of(type).Where(used => used.Assembly == type.Assembly && used.Namespace?.StartsWith(Sdk, StringComparison.Ordinal) == true))
            {
                if (FolderOf(used) != folder && !Allowed[folder].Contains(FolderOf(used)))
                {
                    broken.Add($"{type} uses {used}");
                }
            }
        }

        Assert.Empty(broken);
        Assert.Superset(new HashSet<string> { "Model", "Files", "Storage", "Cuts", "Capture", "Sql", "Warehouse" }, seen);
    }

    [Fact]
    public void Folders_Files_HaveTheirFoldersNamespace()
    {
        var source = SourceFolder();
        foreach (var file in Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories))
        {
            var folder = Path.GetRelativePath(source, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.');
            if (folder.StartsWith("obj", StringComparison.Ordinal) || folder.StartsWith("bin", StringComparison.Ordinal))
            {
                continue;
            }

            Assert.Contains($"namespace {(folder == "." ? Sdk : $"{Sdk}.{folder}")};", File.ReadLines(file));
        }
    }

    [Fact]
    public void TypeReferences_OfThisClass_FindsWhatOnlyABodyUses() =>
        Assert.Contains(typeof(IBinlogReader), TypeReferences.Of(typeof(ArrowTests)));

    private static string FolderOf(Type type) => type.Namespace!.Split('.').ElementAtOrDefault(1) ?? "";

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(reference => reference.Name!);

    private static string SourceFolder()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(Path.Combine(folder, "src", Sdk)))
            {
                return Path.Combine(folder, "src", Sdk);
            }
        }

        throw new InvalidOperationException("The tests don't run within the repository.");
    }
}
