using CdcToSnowflake.Cuts;

namespace CdcToSnowflake.Operations.Flow;

/// <summary>What looks at a brand's flow have learnt that later ones needn't ask again. A table whose cuts were all in RAW when its loads were asked for has no other loads before its next cut; nor other changes for CI.</summary>
internal sealed class FlowMemory
{
    private readonly Dictionary<string, (ulong Cut, IReadOnlyDictionary<string, FileLoad> Files)> _loads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ulong> _integrated = new(StringComparer.Ordinal);
    private ulong _mergedCut;

    /// <summary>Begins a look: forgets tables of which nothing is looked at any more, and all where the account's progress went back, as where it was restored: what was learnt may be of another account.</summary>
    /// <param name="mergedCut">What is in RAW.</param>
    /// <param name="paths">The tables, and the manifests, that are looked at.</param>
    public void Begin(ulong mergedCut, IReadOnlySet<string> paths)
    {
        var isBack = mergedCut < _mergedCut;
        _mergedCut = mergedCut;
        foreach (var path in _loads.Keys.Concat(_integrated.Keys).Where(path => isBack || !paths.Contains(path)).ToList())
        {
            _loads.Remove(path);
            _integrated.Remove(path);
        }
    }

    /// <summary>What became of a table's files; null if that must be asked.</summary>
    /// <param name="path">The table, or the manifests.</param>
    /// <param name="lastCut">The last cut that has something of it.</param>
    public IReadOnlyDictionary<string, FileLoad>? LoadsOf(string path, ulong lastCut) => _loads.TryGetValue(path, out var known) && lastCut <= known.Cut ? known.Files : null;

    /// <summary>Keeps what was asked, if nothing can be added to it before the next cut.</summary>
    /// <param name="path">The table, or the manifests.</param>
    /// <param name="lastCut">The last cut that has something of it.</param>
    /// <param name="mergedCut">What was in RAW before the question.</param>
    /// <param name="files">The answer.</param>
    /// <param name="cuts">The cuts that are looked at: files of others won't be.</param>
    public void KeepLoads(string path, ulong lastCut, ulong mergedCut, IReadOnlyDictionary<string, FileLoad> files, IReadOnlyList<CutManifest> cuts)
    {
        if (lastCut > mergedCut)
        {
            _loads.Remove(path);
            return;
        }

        var names = path == Sql.SnowflakeSql.ManifestsPath
            ? cuts.Select(cut => FlowFacts.NameOf(Model.StorePath.Cut(cut.Brand, cut.Cut)))
            : cuts.SelectMany(cut => cut.Tables).Where(table => table.Table == path).SelectMany(table => table.Files).Select(file => FlowFacts.NameOf(file.Key));
        _loads[path] = (mergedCut, names.Where(files.ContainsKey).ToDictionary(name => name, name => files[name], StringComparer.Ordinal));
    }

    /// <summary>Up to which cut CI was seen to have all of a table; 0 if that wasn't seen.</summary>
    public ulong IntegratedUpTo(string path) => _integrated.GetValueOrDefault(path);

    /// <summary>CI was seen to have what RAW has of a table.</summary>
    /// <param name="path">The table.</param>
    /// <param name="mergedCut">What was in RAW before the question.</param>
    public void Integrated(string path, ulong mergedCut) => _integrated[path] = mergedCut;
}
