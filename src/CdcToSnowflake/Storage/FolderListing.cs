using System.Collections;
using System.IO.Enumeration;

namespace CdcToSnowflake.Storage;

/// <summary>Walks a folder in the order in which S3 would list its files, and reads only the folders that can hold an answer.</summary>
internal sealed class FolderListing(string root, string prefix, string? startAfter) : IEnumerable<StoredObject>
{
    public IEnumerator<StoredObject> GetEnumerator()
    {
        var parent = prefix[..(prefix.LastIndexOf('/') + 1)];
        return Walk(parent).GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerable<StoredObject> Walk(string parent)
    {
        var names = NamesIn(parent);
        names.Sort(string.CompareOrdinal);
        foreach (var name in names)
        {
            if (name.EndsWith('/'))
            {
                foreach (var below in Walk(name))
                {
                    yield return below;
                }
            }
            else
            {
                var file = new FileInfo(Path.Combine(root, name));
                if (file.Exists)
                {
                    yield return new StoredObject(name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc));
                }
            }
        }
    }

    // A folder's name gets its '/' before sorting, since "a-b" stands before "a/b" among keys.
    private List<string> NamesIn(string parent)
    {
        var folder = Path.Combine(root, parent);
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return new FileSystemEnumerable<string>(
            folder,
            (ref FileSystemEntry entry) => parent + entry.FileName.ToString() + (entry.IsDirectory ? "/" : ""),
            new EnumerationOptions { AttributesToSkip = 0 })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                entry.FileName[0] != '.' && IsWanted(parent + entry.FileName.ToString() + (entry.IsDirectory ? "/" : "")),
        }.ToList();
    }

    private bool IsWanted(string name)
    {
        var isFolder = name.EndsWith('/');
        if (!name.StartsWith(prefix, StringComparison.Ordinal) && !(isFolder && prefix.StartsWith(name, StringComparison.Ordinal)))
        {
            return false;
        }

        return startAfter is null
            || string.CompareOrdinal(name, startAfter) > 0
            || (isFolder && startAfter.StartsWith(name, StringComparison.Ordinal));
    }
}
