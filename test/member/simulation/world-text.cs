#nullable enable
using System;
using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace Simulation
{
    /// <summary>
    /// All of a simulated world as one text: two worlds with the same text are the same in everything that a script could
    /// come across. Of logs (`*.log`) the content is left out, so whoever goes by the text has to know that no log was read;
    /// whether there is any content is a part of the text, as what is added to none begins with a mark.
    /// </summary>
    public static class WorldText
    {
        /// <summary>Contents never change, so each is looked at once.</summary>
        private static readonly ConditionalWeakTable<byte[], string> Contents = new();

        /// <summary>A hash of the text.</summary>
        public static string Hash(object world)
        {
            StringBuilder text = new();
            Write(text, world);
            return Convert.ToHexString(SHA256.HashData(Encoding.Unicode.GetBytes(text.ToString())));
        }

        /// <summary>The files of a machine, or of the shares, that are logs: what the text leaves out.</summary>
        public static Hashtable Logs(Hashtable files)
        {
            Hashtable logs = new(StringComparer.OrdinalIgnoreCase);
            foreach (DictionaryEntry file in files)
            {
                object? node = file.Value is PSObject wrapper ? wrapper.BaseObject : file.Value;
                if (node is IDictionary table && IsLog(table)) logs[file.Key] = table["data"];
            }

            return logs;
        }

        private static void Write(StringBuilder text, object? value)
        {
            if (value is PSObject wrapper)
            {
                if (wrapper.BaseObject is PSCustomObject)
                {
                    text.Append('o');
                    WriteString(text, string.Join(' ', wrapper.TypeNames));
                    foreach (PSPropertyInfo property in wrapper.Properties)
                    {
                        if (property is not PSNoteProperty) throw Unknown($"a property {property.Name} that is computed");
                        WriteString(text, property.Name);
                        Write(text, property.Value);
                    }

                    text.Append(';');
                    return;
                }

                value = wrapper.BaseObject;
            }

            switch (value)
            {
                case null: text.Append('n'); break;
                case string one: WriteString(text, one); break;
                case bool one: text.Append(one ? 't' : 'f'); break;
                case byte[] one: text.Append(Contents.GetValue(one, Content)); break;
                case int or long or uint or ulong or short or ushort or byte:
                    text.Append('i').Append(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)).Append(';');
                    break;
                case double one: text.Append('d').Append(one.ToString("R", CultureInfo.InvariantCulture)).Append(';'); break;
                case char one: text.Append('c').Append(one); break;
                case DateTime one: text.Append('D').Append(one.Ticks).Append((int)one.Kind).Append(';'); break;
                case Guid one: text.Append('g').Append(one); break;
                case IDictionary one: WriteTable(text, one); break;
                case IList one: WriteList(text, one); break;
                default: throw Unknown(value.GetType().ToString());
            }
        }

        private static void WriteString(StringBuilder text, string value) => text.Append('s').Append(value.Length).Append(':').Append(value);

        private static void WriteList(StringBuilder text, IList list)
        {
            text.Append(list is Array ? 'a' : 'l').Append(list.Count).Append(':');
            foreach (object? item in list) Write(text, item);
        }

        private static void WriteTable(StringBuilder text, IDictionary table)
        {
            object[] keys = new object[table.Count];
            table.Keys.CopyTo(keys, 0);
            // Only an ordered one has an order that can be seen.
            bool isOrdered = table is IOrderedDictionary;
            if (!isOrdered) Array.Sort(keys, CompareKeys);
            text.Append(isOrdered ? 'O' : 'h').Append(keys.Length).Append(':');
            bool isLog = IsLog(table);
            foreach (object key in keys)
            {
                Write(text, key);
                if (isLog && key is string and "data") text.Append(((byte[])table[key]!).Length > 0 ? 'x' : 'e');
                else Write(text, table[key]);
            }
        }

        /// <summary>Names, and ids of processes.</summary>
        private static int CompareKeys(object? one, object? other) => (one, other) switch
        {
            (string left, string right) => string.CompareOrdinal(left, right),
            (int left, int right) => left.CompareTo(right),
            _ => throw Unknown($"keys {one} and {other}"),
        };

        /// <summary>Of all tables only that of a file has these keys.</summary>
        private static bool IsLog(IDictionary table) =>
            table.Count == 4
            && table["data"] is byte[]
            && table["path"] is string path
            && path.EndsWith(".log", StringComparison.OrdinalIgnoreCase)
            && table.Contains("dir")
            && table.Contains("time");

        private static string Content(byte[] bytes) => $"b{bytes.Length}:{Convert.ToHexString(SHA256.HashData(bytes))}";

        // What is not understood is not taken for the same.
        private static InvalidOperationException Unknown(string what) => new($"A world cannot be compared: it has {what}.");
    }
}
