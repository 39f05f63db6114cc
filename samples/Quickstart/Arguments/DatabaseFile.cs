namespace Quickstart.Arguments;

/// <summary>The <c>--db FILE</c>.</summary>
internal static class DatabaseFile
{
    public static string? Check(string? file)
    {
        if (file is null)
        {
            return null;
        }

        if (file.Length == 0 || Directory.Exists(file))
        {
            throw new UsageException(file.Length == 0 ? "--db is empty; name a file." : $"--db '{file}' is a folder; name a file.");
        }

        string path = Path.GetFullPath(file);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (File.Exists(path))
            {
                using var probe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            }

            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--db '{file}' can't be opened for writing: {e.Message}");
        }
    }
}
