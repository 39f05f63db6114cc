using System.Runtime.InteropServices;

namespace CdcToSnowflake.Storage;

/// <summary>Makes new names survive a power loss: a file's name is part of its folder, which .NET has no call to flush.</summary>
internal static class FolderDurability
{
    public static void Flush(string folder, string upTo)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // NTFS journals names itself
        }

        for (var at = folder; at is not null && at.Length >= upTo.Length; at = Path.GetDirectoryName(at))
        {
            var descriptor = Open(at, 0);
            if (descriptor >= 0)
            {
                // Some file systems refuse to flush a folder; they then have nothing to flush.
                _ = Synchronize(descriptor);
                _ = Close(descriptor);
            }
        }
    }

#pragma warning disable SYSLIB1054 // source-generated marshalling needs unsafe blocks in the whole assembly, for three calls
    [DllImport("libc", EntryPoint = "open", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Synchronize(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
#pragma warning restore SYSLIB1054
}
