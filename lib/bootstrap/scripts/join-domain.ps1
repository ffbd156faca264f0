# join-domain: makes this computer a member of its domain, once. A restart follows when the step has ended; the next step
# waits for it.

# Codes of NetJoinDomain (Win32, lmerr.h and winerror.h), and what somebody can do about them.
function Get-JoinRemedy {
    param([int] $Code)
    switch ($Code) {
        2 { 'The organizational unit does not exist, or is a container: leave it out for CN=Computers.' }
        { $_ -in 5, 8557 } { "Let $($Step.Settings.joinAccount) create computer accounts in the organizational unit, and write to those that it has created." }
        1326 { "The user name or the password in the vault is wrong. It is not tried again, so that the account is not locked." }
        1332 { 'The organizational unit must belong to this domain.' }
        { $_ -in 53, 64, 67, 1231, 1311, 1355, 1722 } { 'The DNS servers of the members must know the domain, and a domain controller must be within reach.' }
        1398 { 'Let Windows set its clock: Kerberos needs it to be right within five minutes.' }
        { $_ -in 1327, 1330, 1331, 1793, 1907, 1909 } { "The domain does not let $($Step.Settings.joinAccount) sign in: it is locked, disabled or expired, or its password is." }
        2224 { 'A computer account of this name exists in another place: move it into the organizational unit, delete it, or give the member a new key.' }
        2732 { "A computer account of this name exists, and another account has created it (Microsoft KB5020276): join with that one, put the owner of that account into the policy that allows its re-use, delete it, or give the member a new key." }
        default { 'C:\Windows\debug\NetSetup.LOG on the member says more.' }
    }
}

# What passes by itself: names and paths that are not there yet, a domain controller that is starting, a clock that Windows sets.
function Test-PassingJoin {
    param([int] $Code)
    return ($Code -in 53, 64, 67, 1231, 1311, 1355, 1398, 1722)
}

function Join-Domain {
    $settings = $Step.Settings
    $domain = $settings.domain
    Wait-Until "a domain controller of $domain in DNS" 600 15 {
        $null -ne (Resolve-DnsName -Name "_ldap._tcp.dc._msdcs.$domain" -Type SRV -ErrorAction SilentlyContinue)
    } 'The DNS servers of the members must resolve the names of the domain.'
    $secretText = Get-VaultSecret $settings.joinVaultUri $settings.joinSecretName
    $joinEnd = Get-WaitEnd 600
    while ($true) {
        # Before the join: a run that is cut off behind it still owes the restart. Each time: the clock may have been set.
        $null = Set-RegistryValue (Get-Place 'Registry') 'JoinedAt' (Get-Date).ToUniversalTime().ToString('yyyyMMddTHHmmssZ') 'String'
        $code = Invoke-Join $secretText
        if ($code -eq 0 -or $code -eq 2691) { break }
        if (-not (Test-PassingJoin $code) -or (Get-Date).AddSeconds(20) -gt $joinEnd) {
            Stop-Step "Windows could not join $domain (code $code)" (Get-JoinRemedy $code)
        }
        Write-Log "joining failed with $code, trying again"
        $joinEnd = Wait-Second 20 $joinEnd
    }
    Add-Change "joined the domain $domain"
}

# By WMI and not by Add-Computer: this answers with the code, which a message in the language of Windows does not.
function Invoke-Join {
    param([string] $SecretText)
    $settings = $Step.Settings
    $name = $settings.domain
    if ([string] $settings.domainController -ne '') { $name = '{0}\{1}' -f $name, $settings.domainController }
    # 3: join, and make the computer account where there is none.
    $arguments = @{ Name = $name; UserName = $settings.joinAccount; Password = $SecretText; FJoinOptions = [uint32] 3 }
    if ([string] $settings.organizationalUnit -ne '') { $arguments.AccountOU = $settings.organizationalUnit }
    $computer = Get-CimInstance -ClassName Win32_ComputerSystem
    return [int] (Invoke-CimMethod -InputObject $computer -MethodName JoinDomainOrWorkgroup -Arguments $arguments).ReturnValue
}

# Whether Windows has not been started since the join. Its time of start is no mark: it moves with the clock.
function Test-RestartOwed {
    $joined = [string] (Get-RegistryValue (Get-Place 'Registry') 'JoinedAt')
    $start = (Get-CimInstance -ClassName Win32_OperatingSystem).LastBootUpTime.ToUniversalTime()
    return ($joined -ne '' -and $start.ToString('yyyyMMddTHHmmssZ') -lt $joined)
}

Invoke-Step {
    Start-Part "looking at the domain of this computer"
    $isNew = -not (Test-DomainMember $Step.Settings.domain)
    if ($isNew) {
        Start-Part "joining the domain $($Step.Settings.domain)"
        Join-Domain
    }
    if ($isNew -or (Test-RestartOwed)) {
        Start-Part 'asking Windows for a restart'
        # A quarter of a minute, for the answer of this step to leave the machine.
        $code = Start-Program -Path 'shutdown.exe' -Arguments @('/r', '/t', '15', '/d', 'p:2:4') -Seconds 60
        # 1115 and 1190: a restart is on its way, or has been asked for already.
        if ($code -notin 0, 1115, 1190) { Stop-Step "shutdown.exe ended with $code" 'Restart the member, then apply again.' }
        Add-Note 'Windows restarts in a quarter of a minute'
    }
    else { Wait-Domain $Step.Settings.domain 'Join the member by hand, or give it a new key.' }
}
