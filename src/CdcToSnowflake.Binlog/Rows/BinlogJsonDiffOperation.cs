namespace CdcToSnowflake.Binlog;

/// <summary>What a <see cref="BinlogJsonDiff"/> does with its path (sql/json_diff.h, enum_json_diff_operation).</summary>
public enum BinlogJsonDiffOperation
{
    /// <summary>The value at the path is replaced; it exists.</summary>
    Replace = 0,

    /// <summary>A member that doesn't exist yet is added to an object; or an element is inserted into an array before the index, at the end if the index is the array's length or more.</summary>
    Insert = 1,

    /// <summary>The member or element is removed; what follows an array's element moves up.</summary>
    Remove = 2,
}
