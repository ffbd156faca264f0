# The account of the gateway's service on this machine: whether it may be used here, and what it may do.

function Test-ManagedAccount {
    param([string] $Identity)
    try { return [bool] (Test-ADServiceAccount -Identity $Identity -WarningAction SilentlyContinue) }
    catch {
        Write-Log "Test-ADServiceAccount: $($_.Exception.Message)"
        return $false
    }
}

# A computer learns of its new groups at start, or when its tickets are thrown away.
function Enable-ManagedAccount {
    param([string] $Identity)
    $remedy = "Allow this computer to read the password of $Identity (PrincipalsAllowedToRetrieveManagedPassword, best by a group of all members), and check that the domain has a KDS root key older than 10 hours."
    Invoke-Patiently "installing the account $Identity on this computer" 600 15 {
        # Each time: what the computer asks for after a purge may come before the domain knows of the group.
        $null = Start-Program -Path 'klist.exe' -Arguments @('-li', '0x3e7', 'purge') -Seconds 60
        Install-ADServiceAccount -Identity $Identity
        if (-not (Test-ManagedAccount $Identity)) { throw "Test-ADServiceAccount says that this computer may not use $Identity" }
    } { $true } $remedy
    Add-Change "installed the account $Identity on this computer"
}

# A right cannot be granted by a cmdlet. By LSA and not by secedit: it adds one right to one account and touches no other.
function Enable-AccountRight {
    param([string] $Sid)
    if (@($Step.Settings.accountRights).Count -eq 0) { return }
    Start-Part 'granting rights to the service account'
    $missing = @(Get-MissingRight $Sid)
    if ($missing.Count -eq 0) { return }
    $policy = New-Object -TypeName DataGatewayAccountRights
    # Effective when the service starts next.
    Request-Restart
    foreach ($right in $missing) {
        $policy.AddRight($Sid, $right)
        Add-Change "granted $right to $($Step.Settings.accountName)"
    }
}

# The rights that the account should have on this machine and has not.
function Get-MissingRight {
    param([string] $Sid)
    # Without the switch a warning, say about an environment variable of some driver, counts as an error.
    Add-Type -TypeDefinition (Get-AccountRightsSource) -IgnoreWarnings
    $policy = New-Object -TypeName DataGatewayAccountRights
    $held = @($policy.GetRights($Sid))
    return @($Step.Settings.accountRights | Where-Object { $held -notcontains $_ })
}

function Get-AccountRightsSource {
    return @'
using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Security.Principal;

public class DataGatewayAccountRights
{
    [StructLayout(LayoutKind.Sequential)]
    private struct LsaString { public ushort Length; public ushort MaximumLength; public IntPtr Buffer; }

    [StructLayout(LayoutKind.Sequential)]
    private struct LsaAttributes
    {
        public int Length; public IntPtr RootDirectory; public IntPtr ObjectName;
        public int Attributes; public IntPtr SecurityDescriptor; public IntPtr SecurityQualityOfService;
    }

    [DllImport("advapi32.dll")]
    private static extern uint LsaOpenPolicy(IntPtr system, ref LsaAttributes attributes, uint access, out IntPtr policy);
    [DllImport("advapi32.dll")]
    private static extern uint LsaAddAccountRights(IntPtr policy, byte[] sid, LsaString[] rights, uint count);
    [DllImport("advapi32.dll")]
    private static extern uint LsaEnumerateAccountRights(IntPtr policy, byte[] sid, out IntPtr rights, out uint count);
    [DllImport("advapi32.dll")]
    private static extern int LsaNtStatusToWinError(uint status);
    [DllImport("advapi32.dll")]
    private static extern uint LsaFreeMemory(IntPtr buffer);
    [DllImport("advapi32.dll")]
    private static extern uint LsaClose(IntPtr policy);

    private const uint LookupNames = 0x800;
    private const uint CreateAccount = 0x10;
    private const uint ViewInformation = 0x1;
    private const uint ObjectNameNotFound = 0xC0000034;

    public string[] GetRights(string sid)
    {
        List<string> found = new List<string>();
        IntPtr policy = Open();
        try
        {
            IntPtr buffer; uint count;
            uint status = LsaEnumerateAccountRights(policy, ToBytes(sid), out buffer, out count);
            if (status == ObjectNameNotFound) return found.ToArray();
            Check(status);
            int size = Marshal.SizeOf(typeof(LsaString));
            for (int i = 0; i < count; i++)
            {
                LsaString text = (LsaString)Marshal.PtrToStructure(new IntPtr(buffer.ToInt64() + (long)i * size), typeof(LsaString));
                found.Add(Marshal.PtrToStringUni(text.Buffer, text.Length / 2));
            }
            LsaFreeMemory(buffer);
        }
        finally { LsaClose(policy); }
        return found.ToArray();
    }

    public void AddRight(string sid, string right)
    {
        IntPtr policy = Open();
        LsaString[] rights = new LsaString[1];
        rights[0].Buffer = Marshal.StringToHGlobalUni(right);
        rights[0].Length = (ushort)(right.Length * 2);
        rights[0].MaximumLength = (ushort)(right.Length * 2 + 2);
        try { Check(LsaAddAccountRights(policy, ToBytes(sid), rights, 1)); }
        finally { Marshal.FreeHGlobal(rights[0].Buffer); LsaClose(policy); }
    }

    private static IntPtr Open()
    {
        LsaAttributes attributes = new LsaAttributes();
        IntPtr policy;
        Check(LsaOpenPolicy(IntPtr.Zero, ref attributes, LookupNames | CreateAccount | ViewInformation, out policy));
        return policy;
    }

    private static byte[] ToBytes(string sid)
    {
        SecurityIdentifier identifier = new SecurityIdentifier(sid);
        byte[] bytes = new byte[identifier.BinaryLength];
        identifier.GetBinaryForm(bytes, 0);
        return bytes;
    }

    private static void Check(uint status)
    {
        if (status != 0) throw new Win32Exception(LsaNtStatusToWinError(status));
    }
}
'@
}
