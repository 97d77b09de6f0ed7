"""The signs of a passport's zone in OCR-B. Written by ``python -m setup.glyphs``: do not edit."""

PX_PER_MM = 8
WIDTH, HEIGHT, FOOT = 20, 24, 22
"""Of a cell, and the row on which signs stand."""

# fmt: off
GLYPHS: dict[str, str] = {
    "<": "000000003105|{-fC2CTd;kxC1K<FB03QGW-~bPR0DJ%e@Bj~h06qW#@BjyZ05|{u0000000000",
    "0": "0Pp}mzz6;S@bC@?0KhmL1A)Le90P&CI2;3kz&IQOfxtK%1A)Le90P#hFb)R*dGH7R03W~r00000",
    "1": "05AXtfC2abKY$1L0P}zjH~<5H05|{xfB-lE1AqWH00V#kH~<5H05|{xfB-lE1AqWH00RI300000",
    "2": "0q_8Szz_Za;P3zk003|R0{{SU00#g7-~c`V2fzXF06qW*fB<j+4gdh)01f~E|L_n0fdB9S00000",
    "3": "00061@E`vGfA9bv00Y1PH~<F#0Pp}GfC2sh0q_6^001}u1AqWH00V#kcmNLp^WY!+0RMmh00000",
    "4": "03ZMd003|R4gdh)02}}TzyLS^1AqW<00#^J@xTro0O7zM9s&ROAOC;>-~b!|0l)wp006)M00000",
    "5": "0001g@CW|@f4~L+0AK(P008g+5AXp0zyN*#0N?-z003|R2LJ$Y00#g7-~b)~AHWaz0R8{~00000",
    "6": "00;mBzyLS^2LJ%@03HAXzyLS^2k-#@zz_Za@bDf7fxtK%1A)Le90P&CI1UGZ`S1t+06)M000000",
    "7": "00061_#gj(fA|0gfB<j+4*&t+06YK#fB<j+2LJ%z01f~FzyKTo0l)wp00F=N7yto)02lxO00000",
    "8": "0Pp}mzz6;S@bC@?0N`*A2LN#J2mSy*zybUKf8Y;~0N`*O1A)Le90P&CI35Rp`S1t+06)M000000",
    "9": "0Pp}mzz6;S@bC@?fxtK%1A)Le90P&CI1UGZ|L_O@03YB09smKr06YK(fB^6S9smKr02lxO00000",
    "A": "00000008g+4*&u903Uz>_y8Ti1DpUkzyq8BFyIFc0C3<3{s4dQ4hI0>a1I9nz&IQOfxtKb00000",
    "B": "0000001xm1|KK100l@Ga0|CG|90P&Ca3B8x|KK100l@Ga1A)Le90P&CI2;Fo|L`CF0snvi00000",
    "C": "00000008&^AK(N2061_52LNyY2LJ$I01f~E-~bK)0N?-y003YB2LJ$YU<Zc)Jn#Yj01v<b00000",
    "D": "0000000#g7egF^n0O!CC901_p4i5m}a1I9m;BXED0N^kV2LRx34i5m};0`_j|G*FM0DJ%d00000",
    "E": "0000000;j7|M(C80N?-)007_s4gdh)01y5E|KJb)0N?-)007_s4gdh)01f~E|L_n0fPe4+00000",
    "F": "0000000I91Kkx(p05|{xfB-lE1AqWH00aC0Ki~uY05|{xfB-lE1AqWH00V#kH~<5H05AXm00000",
    "G": "00000008^|Ki~)d0B~>)007_s4gdkb02}}T!|)t`fy4M51AyQ-4g-MTI0plOeE0+Z03YB000000",
    "H": "0000001N{F;BXEH0N`*A2LRx34hI0>a1Z|g|L_n00N`*A2LRx34hI0>a1I9m;BXEH0KhN+00000",
    "I": "0000000aC0f8YcD00#g7U;qXH0AK(H003YB1^@tH00sa6U;qXH0AK(H003YBf8YoH0Ds^B00000",
    "J": "00000000;O0l)wp00F=N8~_2p02}}TzyKTo0l)wp00F=N900+<3>*N#zz!S$_kaiZ06zc#00000",
    "K": "0000001N{Gz;GN70m0xLJORgm9Pk0&03W~s_y8Zk0sH_Q-~rD79C!i4z#JX{!0;RgfWSBa00000",
    "L": "0000001N;C-~bK)0N?-)007_s4gdh)01f~E-~bK)0N?-)007_s4gdh)01f~E|M(C8fdBXa00000",
    "M": "0000003Qc|@c17Of%*6!pMm-K9ovE5xE=d}&$t}(fzLP`bAiS<90P&CI2;3kz&IQOfxtKb00000",
    "N": "0000001g8I;5Z)xf$%sVgMs)s9m9d#I2_}F&Nv)%fyX!;JAuQv93O$f_#6*`!1x>wfWUYF00000",
    "O": "0000000H;_Kfnk60C4aQ2LRx33<H6{I2;3kz&IQOfxtK%1AxFd4hI0>a0d?nec%K903Uz=00000",
    "P": "0000000-~@|KJb*0N{8I1AyQ-4g-MTI1UGZ|L_m~0RMmv007_s4gdh)01f~E-~bK)0KfnM00000",
    "Q": "0000000Hm-Kfnk40Px@r4gtV$90viwa2x{xz%U$R0ncz8e*nYq4jusU;0ONzKkxzbfB-lE00000",
    "R": "0000000-az|G*Fa0O0Tr2LRx34hI0>a1IXu|KJb&0RMmvH~{0o4jcgC;0_J|;BXEH0N^kH00000",
    "S": "0000000H;_Ki~)c0Pye*2LRvz4*&po00ZCvAAkV-00ZCv4*&pg1P1`%a1I9mdEf{B06%~L00000",
    "T": "0000001y8G|M(yOfCm5oU;qXH0AK(H003YB1^@tH00sa6U;qXH0AK(H003YB1^@tH00sa600000",
    "U": "0000001N{Gz&IQOfxtK%1A)Le90P&CI2;3kz&IQOfxtK%1A)Le90P#hI1UE@`S1t+06)M000000",
    "V": "0000002l#*z&IQOfWSBo2LRx34hH~ma0d<maNq|H064${oB%n%1DpUIfC2abAAkV(01p5F00000",
    "W": "0000002l#*z&IQOfxtK%1A)Le90P&CI2>bv&o~V8fX^@w{{a8+5B~u9@DHB=`S1sh0C3;{00000",
    "X": "0000001N{F;BXEH0C3<34gfj81Ka=~fB^Ua4*&r003Uz>_y9e?1DpVG;0F!>;BXEH0KhN+00000",
    "Y": "0000001N{F;BXEH0C4aJ4gfj81DpUKfC2ab4*&r000sa6U;qXH0AK(H003YB1^@tH00sa600000",
    "Z": "0000000;g6|KJb)00H0t8~_8r05|{#fB<j+4*&q*02}}TzyLS^1AqW<00#g7|L_n00RQj+00000",
}
"""Sign to its picture: base 85 of its rows, a bit a pixel, ink is 1."""
