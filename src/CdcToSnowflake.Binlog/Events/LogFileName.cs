using System.Globalization;

namespace CdcToSnowflake.Binlog.Events;

/// <summary>How servers number their files: a name, a point, at least six digits.</summary>
internal static class LogFileName
{
    /// <summary>The path of the file that a server writes after this one; null if the name has no number.</summary>
    public static string? After(string path)
    {
        var extension = Path.GetExtension(path.AsSpan());
        return extension.Length > 1 && ulong.TryParse(extension[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < ulong.MaxValue
            ? string.Concat(path.AsSpan(0, path.Length - extension.Length + 1), (number + 1).ToString($"D{extension.Length - 1}", CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>Whether a file isn't the one that a server writes after another; false where the names don't tell.</summary>
    public static bool LeavesOut(string path, string next)
    {
        var isNumbered = After(path) is not null && After(next) is not null
            && Path.GetFileNameWithoutExtension(path.AsSpan()).SequenceEqual(Path.GetFileNameWithoutExtension(next.AsSpan()));
        return isNumbered && Path.GetFileName(After(path)) != Path.GetFileName(next);
    }

    /// <summary>Whether it names a file and no folder: what a log says must not lead out of the log's own folder.</summary>
    public static bool IsPlain(string name) => name.Length > 0 && name is not ("." or "..") && name.AsSpan().IndexOfAny('/', '\\', '\0') < 0;
}
